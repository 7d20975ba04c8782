//! Icons: one sprite, `public/icons.svg`, made by `bin/icons`.
use leptos::prelude::*;

macro_rules! icons {
    ($($variant:ident => $name:literal,)+) => {
        /// The icons of the sprite, by their Lucide names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum IconName {
            $($variant,)+
        }

        impl IconName {
            #[cfg(test)]
            const ALL: &[(Self, &str)] = &[$((Self::$variant, $name),)+];

            /// The inside of its `svg`: where the browser finds the drawing. It is a text, because a page has a
            /// hundred icons, and the browser would set each attribute anew when it wakes them.
            const fn drawing(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!("<use href=\"/icons.svg#", $name, "\"></use>"),)+
                }
            }
        }
    };
}

icons! {
    Archive => "archive",
    ArrowDown => "arrow-down",
    ArrowLeft => "arrow-left",
    ArrowRight => "arrow-right",
    ArrowUp => "arrow-up",
    AtSign => "at-sign",
    Ban => "ban",
    Bell => "bell",
    Bookmark => "bookmark",
    BookOpen => "book-open",
    Bot => "bot",
    Building2 => "building-2",
    Calendar => "calendar",
    CalendarArrowUp => "calendar-arrow-up",
    CalendarClock => "calendar-clock",
    ChartGantt => "chart-gantt",
    Check => "check",
    ChevronDown => "chevron-down",
    ChevronLeft => "chevron-left",
    ChevronRight => "chevron-right",
    ChevronsUp => "chevrons-up",
    ChevronsUpDown => "chevrons-up-down",
    CircleAlert => "circle-alert",
    CircleCheck => "circle-check",
    CircleDot => "circle-dot",
    CircleQuestionMark => "circle-question-mark",
    Clock => "clock",
    Copy => "copy",
    CornerDownRight => "corner-down-right",
    Download => "download",
    Ellipsis => "ellipsis",
    Eye => "eye",
    File => "file",
    FileSpreadsheet => "file-spreadsheet",
    Flag => "flag",
    Folder => "folder",
    Globe => "globe",
    GripVertical => "grip-vertical",
    History => "history",
    House => "house",
    Inbox => "inbox",
    Info => "info",
    KeyRound => "key-round",
    Link => "link",
    ListFilter => "list-filter",
    ListTree => "list-tree",
    LogOut => "log-out",
    Mail => "mail",
    MailOpen => "mail-open",
    Menu => "menu",
    MessageCircleQuestionMark => "message-circle-question-mark",
    MessageSquare => "message-square",
    Monitor => "monitor",
    Moon => "moon",
    MoveRight => "move-right",
    PanelLeft => "panel-left",
    Paperclip => "paperclip",
    Pencil => "pencil",
    Plus => "plus",
    RefreshCw => "refresh-cw",
    Repeat => "repeat",
    Rows3 => "rows-3",
    ScrollText => "scroll-text",
    Search => "search",
    Settings => "settings",
    ShieldCheck => "shield-check",
    SignalHigh => "signal-high",
    SignalLow => "signal-low",
    SignalMedium => "signal-medium",
    SmilePlus => "smile-plus",
    Square => "square",
    SquareCheck => "square-check",
    SquareKanban => "square-kanban",
    Star => "star",
    Sun => "sun",
    Sunrise => "sunrise",
    Table2 => "table-2",
    Tag => "tag",
    Timer => "timer",
    Trash2 => "trash-2",
    TriangleAlert => "triangle-alert",
    Undo2 => "undo-2",
    Unlink => "unlink",
    Upload => "upload",
    User => "user",
    UserPlus => "user-plus",
    Users => "users",
    Webhook => "webhook",
    WifiOff => "wifi-off",
    X => "x",
}

/// A drawing beside a word. It says nothing to a screen reader: the word, or the control's label, does.
#[component]
pub fn Icon(name: IconName, #[prop(optional)] large: bool) -> impl IntoView {
    let class = if large { "icon large" } else { "icon" };
    view! {
        <svg class=class aria-hidden="true" inner_html=name.drawing()></svg>
    }
}

#[cfg(test)]
mod tests {
    use super::IconName;

    #[test]
    fn every_icon_is_in_the_sprite() {
        let sprite = include_str!("../../../public/icons.svg");
        for (icon, name) in IconName::ALL {
            assert!(sprite.contains(&format!("<symbol id=\"{name}\"")), "{icon:?} is missing; run bin/icons");
        }
    }
}
