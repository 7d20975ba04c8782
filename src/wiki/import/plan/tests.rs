use super::{Addresses, Plan, arrange::natural, front_matter, title};
use crate::{
    ids::PageId,
    wiki::{
        document::{Document, markdown, validate},
        import::{Folder, PageFormat, problems::Problems},
    },
};
use std::path::{Path, PathBuf};

fn folder(files: &[(&str, &str)]) -> Folder {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    Folder { files, problems: Problems::default() }
}

/// A sample that lies beside the tests.
fn sample(name: &str) -> Folder {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("server/tests/it/wiki/samples").join(name);
    let mut folder = Folder::default();
    read_into(&mut folder, &root, &root);
    assert!(!folder.files.is_empty(), "{}", root.display());
    folder
}

fn read_into(folder: &mut Folder, root: &Path, within: &Path) {
    for entry in std::fs::read_dir(within).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            read_into(folder, root, &path);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            folder.files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

/// As `depth title`, a line each.
fn outline(plan: &Plan) -> Vec<String> {
    for page in &plan.pages {
        assert_eq!(validate(&page.document), Ok(()), "{}", page.path);
    }
    plan.pages.iter().map(|page| format!("{} {}", page.depth, page.title)).collect()
}

fn problems(plan: &Plan) -> Vec<String> {
    plan.problems.told.iter().map(|problem| format!("{}: {}", problem.path, problem.reason)).collect()
}

/// A page with its links settled, where the pages are numbered as in the plan.
fn settled(plan: &Plan, at: usize) -> String {
    let to = Addresses {
        page: &|at| (PageId::from(u128::try_from(at).unwrap()), format!("/w/north/wiki/{at}")),
        file: &|path| plan.files.contains_key(path).then(|| format!("/files/{path}")),
    };
    let document = plan.settled(at, &to);
    assert_eq!(validate(&document), Ok(()));
    markdown::write(&document)
}

#[test]
fn a_file_with_more_cells_than_a_page_holds_stays_out() {
    let (row, rule) = ("|a".repeat(100) + "|\n", "|-".repeat(100) + "|\n");
    let table = format!("# Stock\n\n{row}{rule}{}", row.repeat(400));
    let plan = Plan::of(folder(&[("a.md", "# A\n\ntext"), ("stock.md", table.as_str())])).unwrap();
    assert_eq!(outline(&plan), ["0 A", "0 Stock"]);
    assert_eq!(
        problems(&plan),
        ["stock.md: It has more cells, lines, links or formats than a page holds, and stays out. Its page is empty."]
    );
    assert_eq!(plan.pages[1].document, Document::empty());
}

#[test]
fn a_file_with_more_links_to_pages_than_a_page_holds_stays_out() {
    let page_with = |links: usize| {
        let text = format!("# B\n\n{}", "[[a]] ".repeat(links));
        let plan = Plan::of(folder(&[("a.md", "# A\n\ntext"), ("b.md", text.as_str())])).unwrap();
        (plan.pages[1].document != Document::empty(), problems(&plan).len())
    };
    assert_eq!(page_with(1_000), (true, 0));
    assert_eq!(page_with(40_000), (false, 1));
}

#[test]
fn folders_are_trees_with_a_readme_or_a_file_of_their_name_as_the_page_above() {
    let plan = Plan::of(folder(&[
        ("README.md", "# Welcome\n\nHello."),
        ("10 Late.md", "# Late"),
        ("2 Early.md", "no heading"),
        ("guide/README.md", "# The guide"),
        ("guide/b.md", "---\ntitle: \"Second\"\n---\n# Second\n\ntext"),
        ("guide/a.md", "## First\n\ntext"),
        ("tools.md", "# Tools"),
        ("tools/saw.md", "# Saw"),
        ("bare/deep/one.md", "# One"),
        ("bare/picture.png", "x"),
        ("LICENSE", "x"),
    ]))
    .unwrap();
    assert_eq!(plan.format, PageFormat::Folder);
    assert_eq!(
        outline(&plan),
        [
            "0 Welcome",
            "0 2 Early",
            "0 Late",
            "0 bare",
            "1 deep",
            "2 One",
            "0 The guide",
            "1 First",
            "1 Second",
            "0 Tools",
            "1 Saw",
        ]
    );
    assert_eq!(markdown::write(&plan.pages[0].document), "Hello.\n");
    assert_eq!(markdown::write(&plan.pages[8].document), "text\n");
    let left = ["LICENSE", "bare/picture.png"].map(|path| format!("{path}: No page shows this file, so it stays out."));
    assert_eq!(problems(&plan), left);
}

#[test]
fn links_lead_to_pages_wherever_they_come_and_what_is_missing_is_said() {
    let plan = Plan::of(folder(&[
        ("a.md", "# A\n\n[B page](sub/b%20c.md) [here](sub/b%20c.md#Some--Heading) [x](gone.md) [web](https://x.org/a.md)\n\n![a hill](hill.png)\n\n![no hill](empty.png)\n\n[C](/C.HTML) [up](#A-b)"),
        ("sub/b c.md", "# B page\n\n[A](../a.md) [out](../../a.md)"),
        ("c.md", "# C"),
        ("hill.png", "x"),
        ("empty.png", ""),
    ]))
    .unwrap();
    let a = settled(&plan, 0);
    let b = PageId::from(2);
    assert_eq!(outline(&plan), ["0 A", "0 C", "0 sub", "1 B page"].map(str::to_owned), "{b}");
    assert!(a.contains(&format!("[B page](page:{})", PageId::from(3))), "{a}");
    assert!(a.contains("[here](/w/north/wiki/3#some-heading)"), "{a}");
    assert!(a.contains("[x](gone.md)") && a.contains("[web](https://x.org/a.md)"), "{a}");
    assert!(a.contains("![a hill](/files/hill.png)") && a.contains("[no hill](empty.png)"), "{a}");
    assert!(a.contains(&format!("[C](page:{})", PageId::from(1))) && a.contains("[up](#a-b)"), "{a}");
    assert!(settled(&plan, 3).contains(&format!("[A](page:{})", PageId::from(0))));
    assert_eq!((plan.links, plan.files.len()), (4, 1));
    let said = problems(&plan).join("\n");
    for wanted in ["a.md: It refers to gone.md", "a.md: empty.png is empty", "sub/b c.md: It refers to ../../a.md"] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn a_summary_has_the_order_and_what_it_leaves_out_comes_last() {
    let plan = Plan::of(folder(&[
        ("book.toml", "x"),
        ("src/SUMMARY.md", "# Summary\n\n[Before](before.md)\n\n- [Two](two.md)\n  - [Draft]()\n    - [Deep](deep/a.md)\n- [One](./one.md)\n\n# Part\n\n- [Gone](gone.md)\n- [Again](one.md)\n"),
        ("src/before.md", "# Before all"),
        ("src/one.md", "# One"),
        ("src/two.md", "text without a heading"),
        ("src/deep/a.md", "# Deep"),
        ("src/forgotten.md", "# Forgotten"),
        ("src/empty.md", "\n"),
    ]))
    .unwrap();
    assert_eq!(plan.format, PageFormat::Book);
    assert_eq!(outline(&plan), ["0 Before all", "0 Two", "1 Draft", "2 Deep", "0 One", "0 Gone", "0 Forgotten"]);
    assert_eq!(problems(&plan).len(), 4);
}

#[test]
fn a_real_book_becomes_its_pages_in_the_order_of_its_summary() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/leptos-book");
    let mut folder = Folder::default();
    read_into(&mut folder, &root, &root);
    if folder.files.is_empty() {
        eprintln!("skipped: there is no {}", root.display());
        return;
    }
    let plan = Plan::of(folder).unwrap();
    let outline = outline(&plan);
    assert_eq!(
        outline[..5],
        [
            "0 Introduction",
            "0 Getting Started",
            "1 Leptos Developer Experience Improvements",
            "1 The Leptos Community and leptos-* Crates",
            "0 Part 1: Building User Interfaces"
        ]
    );
    assert_eq!(outline.last().unwrap(), "0 Appendix: The Life Cycle of a Signal");
    for problem in problems(&plan) {
        println!("{problem}");
    }
    println!("{} pages, {} links, {} problems", plan.pages.len(), plan.links, plan.problems.count);
    assert_eq!(plan.pages.len(), 58);
    let said = problems(&plan);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("src/deployment/tauri.md: It is empty"));
    assert!(plan.files.contains_key("src/deployment/image.png"));
}

#[test]
fn an_export_of_notion_is_read() {
    let plan = Plan::of(sample("notion")).unwrap();
    assert_eq!(plan.format, PageFormat::Notion);
    assert_eq!(
        outline(&plan),
        [
            "0 Harbour café",
            "1 Opening hours",
            "1 Suppliers",
            "2 North dairy",
            "2 Mill on the hill",
            "1 A day at the counter"
        ]
    );
    let home = settled(&plan, 0);
    assert!(home.contains(&format!("[Opening hours](page:{})", PageId::from(1))), "{home}");
    let suppliers = settled(&plan, 2);
    assert!(suppliers.contains("| Name | Brings | Days |"), "{suppliers}");
    assert!(suppliers.contains(&format!("[North dairy](page:{})", PageId::from(3))), "{suppliers}");
}

#[test]
fn an_export_of_notion_as_html_is_read() {
    let plan = Plan::of(sample("notion-html")).unwrap();
    assert_eq!(plan.format, PageFormat::Notion);
    assert_eq!(outline(&plan), ["0 Workshop", "1 Tools"]);
    let page = settled(&plan, 0);
    assert!(page.contains("> [!NOTE]\n> Wear goggles."), "{page}");
    assert!(page.contains("[x] Sharpen the chisels\n+ [ ] Order glue"), "{page}");
    assert!(page.contains("- Oak\n- Ash"), "{page}");
    assert!(page.contains(&format!("[Tools](page:{})", PageId::from(1))), "{page}");
}

#[test]
fn an_export_of_confluence_is_read() {
    let plan = Plan::of(sample("confluence")).unwrap();
    assert_eq!(plan.format, PageFormat::Confluence);
    assert_eq!(outline(&plan), ["0 Observatory", "1 Visits", "2 Groups", "1 Telescope care"]);
    let care = settled(&plan, 3);
    assert!(care.contains("> [!WARNING]"), "{care}");
    assert!(care.contains("```python\n"), "{care}");
    assert!(care.contains("[Visits](page:"), "{care}");
    assert!(!care.contains("Created by"), "{care}");
    assert!(plan.files.contains_key("attachments/196611/196650.png"), "{:?}", problems(&plan));
}

#[test]
fn names_are_sorted_as_people_do() {
    let mut names = ["b", "a10", "A2", "a1", "\u{e4}", "01", "1"];
    names.sort_by(|a, b| natural(a, b));
    assert_eq!(names, ["01", "1", "a1", "A2", "a10", "b", "\u{e4}"]);
}

#[test]
fn a_title_is_one_line_that_can_be_stored() {
    let long = format!("# {}\n\ntext", "x".repeat(300));
    let (title, document) = title::of_markdown(None, &long, "file");
    assert_eq!((title.as_str(), document.blocks.len()), ("file", 2), "what is too long stays in the text");
    for (source, name, wanted) in [
        ("# A `b` *c*\n", "n", "A b c"),
        ("Text\n\n# Late\n\nMore", "n", "Late"),
        ("Text\n\n## Second", "n", "n"),
        ("---\ntitle: 'It''s'\ntags: x\n---\nText", "n", "It''s"),
        ("+++\ntitle = \"T\"\n+++\nText", "n", "T"),
        ("---\n\nText", "n", "n"),
        ("", "n", "n"),
    ] {
        let (said, text) = front_matter::read(source);
        assert_eq!(title::of_markdown(said.title, text, name).0, wanted, "{source:?}");
    }
    assert_eq!(title::clean("a\tb\u{202e}c\0"), "a bc");
    assert_eq!(title::clean(&"y".repeat(500)).len(), 200);
}

#[test]
fn files_in_other_encodings_are_read() {
    assert_eq!(title::text(b"\xef\xbb\xbfa"), ("a".to_owned(), true));
    assert_eq!(title::text(b"\xff\xfea\0\xe4\0"), ("a\u{e4}".to_owned(), true));
    assert_eq!(title::text(b"caf\xe9\r\n"), ("caf\u{e9}\n".to_owned(), false));
}

#[test]
fn what_has_no_pages_or_too_many_is_refused() {
    assert!(Plan::of(folder(&[("a.png", "x")])).is_err());
    assert!(Plan::of(Folder::default()).is_err());
    let many: Vec<(String, Vec<u8>)> = (0..=super::MOST_PAGES).map(|n| (format!("{n}.md"), Vec::new())).collect();
    assert!(Plan::of(Folder { files: many.into_iter().collect(), problems: Problems::default() }).is_err());
}

#[test]
fn pages_lie_at_most_as_deep_as_pages_may() {
    let deep = format!("{}x.md", "d/".repeat(30));
    let plan = Plan::of(folder(&[("top.md", "# Top"), (&deep, "# Deep")])).unwrap();
    assert_eq!(plan.height(), 20);
    assert_eq!(plan.pages.len(), 32);
}

#[test]
fn links_of_other_wikis_lead_to_the_pages_that_they_name() {
    let plan = Plan::of(folder(&[
        ("a.md", "See [[Two words]], [[two words|the second]], [[b/Two words#Part one]], `[[Two words]]`, [[Nobody]] and [[."),
        ("b/Two words.md", "# Second\n\n## Part one"),
        ("b/left.exe", "x"),
        (".git/config", "x"),
    ]))
    .unwrap();
    let id = PageId::from(plan.pages.iter().position(|page| page.title == "Second").map(|at| at as u128).unwrap());
    let a = plan.pages.iter().position(|page| page.title == "a").unwrap();
    let text = settled(&plan, a);
    let number = plan.pages.iter().position(|page| page.title == "Second").unwrap();
    assert_eq!(
        text,
        format!(
            "See [Second](page:{id}), [the second](/w/north/wiki/{number}), [Second](/w/north/wiki/{number}#part-one), `[[Two words]]`, \\[\\[Nobody\\]\\] and \\[\\[.\n"
        )
    );
    assert_eq!(plan.links, 3);
    assert_eq!(problems(&plan), ["b/left.exe: No page shows this file, so it stays out."]);
}
