use super::{
    api::{DeleteWorkspace, LeaveWorkspace, RenameWorkspace, Settings, UpdateBilling, load_settings},
    confirm::Confirm,
    settings_layout::SettingsLayout,
};
use crate::{
    boards::ExportFiles,
    form::{Action, ActionForm, Answer, Fresh},
    frame::{Excuse, Frame, FrameData, use_workspace},
    ui::{Button, ButtonKind, FormError, RowsSkeleton, TextField},
    wire::load,
};
use atrium::{
    actor::Role,
    workspace::{Billing, WorkspaceView},
};
use leptos::prelude::*;

#[component]
pub fn SettingsPage() -> impl IntoView {
    let fresh = Fresh::new();
    let workspace = use_workspace();
    let settings = load(move || (workspace.clone(), fresh.get()), |(workspace, _)| load_settings(workspace));
    view! {
        <Frame title="Settings">
            <Transition fallback=|| view! { <RowsSkeleton/> }>
                {move || Suspend::new(async move {
                    match settings.await {
                        Ok(settings) => view! { <Sections settings=settings fresh=fresh/> }.into_any(),
                        Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                    }
                })}
            </Transition>
        </Frame>
    }
}

#[component]
fn Sections(settings: Settings, fresh: Fresh) -> impl IntoView {
    let Settings { workspace, billing } = settings;
    let can = workspace.can;
    let slug = workspace.slug.clone();
    let exports = matches!(workspace.role, Role::Owner | Role::Admin);
    let base = format!("/api/v1/workspaces/{slug}/export");
    view! {
        <SettingsLayout title="General" sentence="The workspace as a whole." can=Some(can)>
            <NameSection workspace=workspace.clone() fresh=fresh/>
            {billing.map(|billing| view! { <BillingSection slug=slug.clone() billing=billing fresh=fresh/> })}
            {exports.then(|| view! {
                <section>
                    <h2>"Export"</h2>
                    <p>"All projects with their tasks and comments, in one file."</p>
                    <ExportFiles base=base reads_back="Everything, project by project."/>
                </section>
            })}
            {can.leave.then(|| view! { <LeaveSection workspace=workspace.clone()/> })}
            {can.delete.then(|| view! { <DeleteSection workspace=workspace/> })}
        </SettingsLayout>
    }
}

#[component]
fn NameSection(workspace: WorkspaceView, fresh: Fresh) -> impl IntoView {
    let action = Action::<RenameWorkspace>::new();
    let answer = Answer::of(action);
    fresh.follow_form(action, "The workspace has its new name.");
    let frame = use_context::<FrameData>();
    crate::form::after(action, move |()| {
        if let Some(frame) = frame {
            frame.refresh();
        }
    });
    let address = format!("Its address, /w/{}, stays as it is.", workspace.slug);
    let WorkspaceView { can, slug, name, version, .. } = workspace;
    let shown = (!can.rename).then(|| view! { <p>{name.clone()}</p> });
    let form = can.rename.then(|| view! {
        <ActionForm action=action class="form">
            <FormError error=answer.form()/>
            <input type="hidden" name="workspace" value=slug/>
            <input type="hidden" name="version" value=version.to_string()/>
            <TextField id="name" label="Name of the workspace" value=name required=true error=answer.field("name")/>
            <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save the name"</Button></div>
        </ActionForm>
    });
    view! { <section><h2>"Name"</h2><p>{address}</p>{form}{shown}</section> }
}

#[component]
fn BillingSection(slug: String, billing: Billing, fresh: Fresh) -> impl IntoView {
    let action = Action::<UpdateBilling>::new();
    let answer = Answer::of(action);
    fresh.follow_form(action, "The billing record is saved.");
    let seats = match billing.seats {
        1 => "1 person has a seat.".to_owned(),
        seats => format!("{seats} people have a seat."),
    };
    view! {
        <section>
            <h2>"Billing record"</h2>
            <p>"For your books. Nothing in Atrium depends on it. " {seats}</p>
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=slug/>
                <input type="hidden" name="version" value=billing.version.to_string()/>
                <TextField id="plan" label="Plan" value=billing.plan required=true error=answer.field("plan")/>
                <TextField id="billing_contact" label="Contact" value=billing.billing_contact optional=true error=answer.field("billing_contact")/>
                <TextField id="invoice_reference" label="Reference on invoices" value=billing.invoice_reference optional=true error=answer.field("invoice_reference")/>
                <div class="actions"><Button submit=true busy=action.pending()>"Save the record"</Button></div>
            </ActionForm>
        </section>
    }
}

#[component]
fn LeaveSection(workspace: WorkspaceView) -> impl IntoView {
    let action = Action::<LeaveWorkspace>::new();
    let answer = Answer::of(action);
    let open = RwSignal::new(false);
    view! {
        <section>
            <h2>"Leave"</h2>
            <p>"What you made here stays. To come back you need a new invitation."</p>
            <div><Button on:click=move |_| open.set(true)>"Leave the workspace"</Button></div>
            <Confirm id="leave" title=format!("Leave {}?", workspace.name) sentence="You will not see it any more, until somebody invites you again." open=open>
                <ActionForm action=action>
                    <FormError error=answer.form()/>
                    <input type="hidden" name="workspace" value=workspace.slug/>
                    <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Leave"</Button>
                </ActionForm>
            </Confirm>
        </section>
    }
}

#[component]
fn DeleteSection(workspace: WorkspaceView) -> impl IntoView {
    let action = Action::<DeleteWorkspace>::new();
    let answer = Answer::of(action);
    let open = RwSignal::new(false);
    view! {
        <section>
            <h2>"Delete"</h2>
            <p>"For 30 days its owners can restore it from their list of workspaces. After that it is gone."</p>
            <div><Button kind=ButtonKind::Danger on:click=move |_| open.set(true)>"Delete the workspace"</Button></div>
            <Confirm
                id="delete"
                title=format!("Delete {}?", workspace.name)
                sentence="Nobody can enter it any more. You can restore it from your list of workspaces for 30 days."
                open=open
            >
                <ActionForm action=action>
                    <FormError error=answer.form()/>
                    <input type="hidden" name="workspace" value=workspace.slug/>
                    <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Delete"</Button>
                </ActionForm>
            </Confirm>
        </section>
    }
}
