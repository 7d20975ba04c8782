use super::{
    address, api,
    bar::SleepingBar,
    card_keys,
    column::ColumnView,
    drag, kept, keyboard,
    move_menu::MoveMenu,
    new_column::NewColumn,
    picking,
    state::{BoardState, Said},
    task_panel::TaskPanel,
    views::{Plan, Wanted, plan, views},
};
use crate::{
    failure::Failure,
    frame::{Excuse, Frame},
    hydration::{Deferred, once_awake},
    live,
    ui::{BoardSkeleton, Crumb, Icon, IconName, Menu, MenuLink, People, Person, each, use_toasts},
    undo::use_history,
    wire::{Loading, Sealed, load},
};
use atrium::{
    boards::{
        board::Board,
        task::TaskDetail,
        view::{GroupBy, Layout},
    },
    ids::{PersonId, TaskId},
    realtime::{Tell, Topic},
};
use leptos::{html, prelude::*, suspense::Unsuspend};
use leptos_router::hooks::{use_location, use_params_map};

/// A board, and over it the panel of the task that the address names.
#[component]
pub fn BoardPage() -> impl IntoView {
    let params = use_params_map();
    let param =
        move |name: &'static str| Memo::new(move |_| params.with(|params| params.get(name).unwrap_or_default()));
    let (workspace, project, number) = (param("workspace"), param("project"), param("number"));
    let board =
        load(move || (workspace.get(), project.get()), |(workspace, project)| api::load_board(workspace, project));
    let number = Memo::new(move |_| number.get().parse::<i32>().ok());
    let task = load(
        move || (workspace.get(), project.get(), number.get()),
        |(workspace, project, number)| async move {
            match number {
                Some(number) => Some((number, api::load_task(workspace, project, number).await)),
                None => None,
            }
        },
    );
    let title = RwSignal::new(String::new());
    let here = RwSignal::new(Vec::<Person>::new());
    let crumbs = vec![Crumb::new("Projects", format!("/w/{}/projects", workspace.get_untracked()))];
    let base = move |tail: &str| format!("/w/{}/p/{}/{tail}", workspace.get(), project.get());
    let may_import = RwSignal::new(false);
    let shown = move || async move {
        match board.await {
            Ok(board) => {
                title.set(board.project.name.clone());
                may_import.set(board.can.import);
                let workspace = workspace.get_untracked();
                // The server would build all cards an extra time, to see whether one of them loads something.
                let over = (number, task);
                Unsuspend::new(move || view! { <BoardView workspace=workspace board=board over=over here=here/> })
                    .into_any()
            }
            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
        }
    };
    view! {
        <Frame
            title=Signal::derive(move || title.get())
            crumbs=crumbs
            actions=move || view! {
                <span role="group" aria-label="Here now">{move || view! { <People people=here.get() most=5/> }}</span>
                <button class="button quiet small icon-only" popovertarget="project-menu" aria-haspopup="true" aria-label="More about this project">
                    <Icon name=IconName::Ellipsis/>
                </button>
                <Menu id="project-menu" label="This project">
                    {move || view! { <MenuLink href=base("settings") icon=IconName::Settings>"Project settings"</MenuLink> }}
                    {move || view! { <MenuLink href=base("time") icon=IconName::Timer>"Time spent"</MenuLink> }}
                    {move || view! { <MenuLink href=base("settings#archived-tasks") icon=IconName::Archive>"Archived tasks"</MenuLink> }}
                    {move || may_import.get().then(|| view! {
                        <MenuLink href=base("import") icon=IconName::Upload>"Import tasks"</MenuLink>
                    })}
                </Menu>
            }
        >
            <Suspense fallback=|| view! { <BoardSkeleton/> }>{(move || Suspend::new(shown())).into_any()}</Suspense>
        </Frame>
    }
}

/// The number of the task that the address names.
pub type OpenNumber = Memo<Option<i32>>;
/// That task, with its number.
pub type TaskResource = Loading<Option<(i32, Result<Sealed<TaskDetail>, Failure>)>>;

#[component]
fn BoardView(
    workspace: String,
    board: Board,
    over: (OpenNumber, TaskResource),
    here: RwSignal<Vec<Person>>,
) -> impl IntoView {
    let (view, saved) =
        use_location().search.with_untracked(|query| address::first_view(&board, query.trim_start_matches('?')));
    let history = use_history();
    let state = BoardState::new(workspace, board, view, use_toasts(), history);
    state.chosen.set(saved);
    history.show_on(state);
    provide_context(state);
    let node = NodeRef::<html::Div>::new();
    let columns = state.columns();
    let can = state.board.with_untracked(|board| board.can);
    let said = RwSignal::new(String::new());
    let awake = RwSignal::new(false);
    let layout = Memo::new(move |_| state.view.with(|view| view.layout));
    let lanes =
        Memo::new(move |_| state.view.with(|view| view.layout == Layout::Board && view.grouped() != GroupBy::Nothing));
    let many = Memo::new(move |_| {
        awake.get()
            && (layout.get() != Layout::Board
                || state.picked.with(|picked| !picked.is_empty())
                || state.asked.with(Option::is_some))
    });
    // Where somebody is on the board, a task is about to be opened.
    let foreseen = StoredValue::new(false);
    let foresee = move || {
        if !foreseen.get_value() {
            foreseen.set_value(true);
            leptos::task::spawn_local(crate::routes::fetch("panel"));
        }
    };
    provide_context(Said(said));
    Effect::new(move |_| {
        once_awake(move || {
            if can.edit_tasks {
                drag::enable(node, state, drag::into_column);
            }
            card_keys::listen(state);
            listen(state, here);
            kept::listen(state);
            picking::listen(state);
            address::follow(state);
            awake.set(true);
        });
    });
    let page = move || {
        view! {
            <div class="board-page">
                {move || if state.gone.get() { excuse() } else { view! {
                    <h1 class="visually-hidden">{move || state.board.with(|board| format!("{} board", board.project.name))}</h1>
                    {move || state.board.with(|board| board.project.archived).then(|| view! { <Archived state=state/> })}
                    <SleepingBar state=state/>
                    {move || (layout.get() == Layout::Board && !lanes.get()).then(|| view! {
                        <div
                            class="board"
                            node_ref=node
                            role="region"
                            aria-label="Board"
                            on:pointerover=move |_| foresee()
                            on:focusin=move |_| foresee()
                            on:keydown=move |event| keyboard::pressed(&event, state, said)
                            on:click=move |event| { picking::clicked(&event, state, || all_in_order(state)); }
                        >
                            {each(
                                move || columns.with(|columns| columns.iter().map(|column| (column.id, 0)).collect()),
                                move |column_id| Deferred::soon(move || view! { <ColumnView column_id=column_id state=state/> }).into_any(),
                            )}
                            {can.manage_columns.then(|| Deferred::soon(move || view! { <NewColumn state=state/> }))}
                        </div>
                    })}
                }.into_any() }}
                <p class="visually-hidden" id="card-keys">
                    "Press space to lift the card, then the arrow keys to move it, space to put it down, escape to leave it where it was."
                </p>
                <p class="visually-hidden" role="status" aria-live="assertive">{move || said.get()}</p>
            </div>
        }
    };
    let arranged = move || {
        let gone = state.gone.get();
        let layout = if gone { Layout::Board } else { layout.get() };
        let lanes = lanes.get() && !gone;
        Suspend::new(async move {
            match layout {
                Layout::Board if lanes => crate::routes::arrived(plan(Plan::Lanes(state)).await),
                Layout::Board => ().into_any(),
                Layout::List | Layout::Table => crate::routes::arrived(views(Wanted::Rows(state)).await),
                Layout::Calendar => crate::routes::arrived(plan(Plan::Calendar(state)).await),
                Layout::Timeline => crate::routes::arrived(plan(Plan::Timeline(state)).await),
            }
        })
    };
    view! {
        {Deferred::soon(page)}
        <Transition>{arranged.into_any()}</Transition>
        {can.edit_tasks.then(|| Deferred::soon(move || view! { <MoveMenu state=state/> }))}
        {move || many.get().then(|| crate::routes::later(views(Wanted::Tools(state))))}
        <TaskPanel number=over.0 task=over.1 state=state/>
    }
}

/// In the place of a board that is not there any more.
fn excuse() -> AnyView {
    view! { <Excuse failure=Failure::Refused(atrium::Error::NotFound)/> }.into_any()
}

/// The cards of the board, column by column.
fn all_in_order(state: BoardState) -> Vec<TaskId> {
    let columns = state.columns().get_untracked();
    columns.into_iter().flat_map(|column| state.order_of(column.id)).collect()
}

#[component]
fn Archived(state: BoardState) -> impl IntoView {
    let settings = state
        .board
        .with_untracked(|board| format!("/w/{}/p/{}/settings", state.workspace.get_value(), board.project.key));
    view! {
        <p class="notice warning" role="status">
            <Icon name=IconName::Archive/>
            <span>"This project is archived: you can read everything and change nothing. " <a href=settings>"Its settings"</a></span>
        </p>
    }
}

/// Keeps the board as the server has it.
fn listen(state: BoardState, here: RwSignal<Vec<Person>>) {
    let topic = state
        .board
        .with_untracked(|board| Topic::Board { workspace: state.workspace.get_value(), project_id: board.project.id });
    Effect::new(move |_| {
        live::listen(
            topic.clone(),
            move || state.board.with_untracked(|board| board.seq),
            move |tell| match tell {
                Tell::Changes { changes, .. } if changes.reload => reload(state),
                Tell::Changes { changes, .. } => state.apply(changes),
                Tell::People { people, .. } => here.set(known(state, &people)),
                Tell::Gone { .. } => state.gone.set(true),
                Tell::Inbox { .. } | Tell::InboxGone | Tell::Wiki { .. } | Tell::Text { .. } | Tell::Closing { .. } => {
                }
            },
        );
    });
}

/// These people, as they are shown.
fn known(state: BoardState, ids: &[PersonId]) -> Vec<Person> {
    state.board.with_untracked(|board| {
        let known = board.people.iter().filter(|person| ids.contains(&person.id));
        known.map(|person| Person { hue: person.hue, name: person.name.clone() }).collect()
    })
}

/// Loads the whole board anew.
pub(super) fn reload(state: BoardState) {
    leptos::task::spawn_local(async move {
        let key = state.board.with_untracked(|board| board.project.key.clone());
        match api::load_board(state.workspace.get_value(), key).await {
            Ok(board) => state.replace(board),
            // The line says so when it is cut, and tells again when it is back.
            Err(Failure::Offline) => {}
            Err(_) => state.gone.set(true),
        }
    });
}
