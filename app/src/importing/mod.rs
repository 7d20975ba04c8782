//! What the imports of tasks and of pages share on the screen.

mod choose;
mod past;
mod problems;
mod run;
mod undo;

pub use choose::{ChosenFiles, DropFiles};
pub use past::PastImports;
pub use problems::Problems;
pub use run::{count, watch};
pub use undo::Undo;

use crate::{failure::Failure, ui::IconName};
use atrium::boards::import::ImportState;
use leptos::server_fn::ServerFn;

/// An import as the screen follows it.
pub trait Import: Clone + Send + Sync + 'static {
    type Id: ToString + Copy + Send + Sync + 'static;
    /// Takes it back.
    type Undo: ServerFn<Output = Self, Error = Failure> + 'static;
    const ICON: IconName;

    fn id(&self) -> Self::Id;
    fn state(&self) -> ImportState;
    fn can_undo(&self) -> bool;
    /// Name of the file.
    fn source(&self) -> String;
    /// What it made, in a line.
    fn about(&self) -> String;
    /// What is said before it is taken back.
    fn before_undo(&self) -> String;
    fn load(workspace: String, id: Self::Id) -> impl Future<Output = Result<Self, Failure>>;
}
