use super::{Folder, MOST_FILES, pack};
use std::{
    collections::BTreeMap,
    io::{Cursor, Write},
};
use zip::{ZipWriter, write::SimpleFileOptions};

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn refusal(zip: &[u8]) -> String {
    Folder::read(zip).unwrap_err().field("file").expect("it is about the file")
}

#[test]
fn files_are_read_and_what_systems_leave_behind_is_not() {
    let zip =
        zip_of(&[("a/b.md", b"B"), ("__MACOSX/a/._b.md", b"x"), (".git/HEAD", b"x"), ("a/\u{e4}.md", b"\xc3\xa4")]);
    let folder = Folder::read(&zip).unwrap();
    assert_eq!(folder.files.keys().collect::<Vec<_>>(), ["a/b.md", "a/\u{e4}.md"]);
    assert_eq!(folder.problems.count, 0);
}

#[test]
fn a_name_that_is_not_utf8_is_read_as_the_old_code_page() {
    let mut zip = zip_of(&[("caf?.md", b"x")]);
    let mut at = 0;
    while let Some(found) = zip[at..].windows(7).position(|window| window == b"caf?.md") {
        zip[at + found + 3] = 0x82;
        at += found + 7;
    }
    assert_eq!(Folder::read(&zip).unwrap().files.keys().collect::<Vec<_>>(), ["caf\u{e9}.md"]);
}

#[test]
fn a_zip_of_zips_is_all_that_they_hold() {
    let (first, second) = (zip_of(&[("a.md", b"A")]), zip_of(&[("b.md", b"B")]));
    let folder = Folder::read(&zip_of(&[("Part-1.zip", &first), ("Part-2.zip", &second)])).unwrap();
    assert_eq!(folder.files.keys().collect::<Vec<_>>(), ["a.md", "b.md"]);
}

#[test]
fn a_zip_that_leads_out_of_its_folder_is_refused_as_a_whole() {
    for name in ["../a.md", "a/../../b.md", "..\\a.md", "/etc/passwd", "C:\\a.md", "a/b/..\\../../c.md"] {
        assert!(refusal(&zip_of(&[("good.md", b"x"), (name, b"x")])).contains("outside"), "{name}");
    }
}

#[test]
fn a_path_without_end_is_refused() {
    let long = format!("{}.md", "a".repeat(1_000));
    assert!(refusal(&zip_of(&[(&long, b"x")])).contains("1,000"));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let zeros = vec![0; 30 * 1024 * 1024];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for name in ["a.md", "b.md"] {
        zip.start_file(name, deflated).unwrap();
        zip.write_all(&zeros).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 100_000);
    assert!(refusal(&bytes).contains("far larger"));
}

#[test]
fn a_hundred_thousand_files_are_refused() {
    let mut zip = Vec::new();
    let mut list = Vec::new();
    for n in 0..100_000_u32 {
        let at = u32::try_from(zip.len()).unwrap();
        let name = format!("{n:06}.md");
        // An empty file, stored: its own head, and its line in the list at the end.
        let common = [&[20_u8, 0][..], &[0; 20], &[9, 0, 0, 0]].concat();
        zip.extend([&b"PK\x03\x04"[..], &common[..], name.as_bytes()].concat());
        list.extend([&b"PK\x01\x02\x14\x00"[..], &common[..], &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let (start, length) = (u32::try_from(zip.len()).unwrap(), u32::try_from(list.len()).unwrap());
    zip.extend(list);
    zip.extend(
        [&b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff"[..], &length.to_le_bytes()[..], &start.to_le_bytes(), &[0, 0]].concat(),
    );
    assert!(refusal(&zip).contains(&MOST_FILES.to_string()));
}

#[test]
fn what_is_no_zip_or_not_all_of_one_is_refused() {
    let mut random: u32 = 7;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        random.to_be_bytes()[0]
    })
    .take(4_000)
    .collect();
    let good = zip_of(&[("a.md", &noise), ("b.md", b"text")]);
    assert!(Folder::read(&good).is_ok());
    for cut in [0, 10, 100, 2_000, good.len() - 30, good.len() - 1] {
        assert!(refusal(&good[..cut]).contains("not a zip"), "cut at {cut}");
    }
    assert!(refusal(b"# Only a page").contains("not a zip"));
    assert!(refusal(&noise).contains("not a zip"));
    let mut flipped = good;
    flipped[60] ^= 0xff;
    assert!(refusal(&flipped).contains("not a zip"), "the checksum does not fit");
}

#[test]
fn a_folder_that_holds_everything_is_not_a_level() {
    let zip = zip_of(&[("Export/Book/a.md", b"A"), ("Export/Book/c/b.md", b"B")]);
    let folder = Folder::read(&zip).unwrap().without_wrapping();
    assert_eq!(folder.files.keys().collect::<Vec<_>>(), ["a.md", "c/b.md"]);
}

#[test]
fn what_is_packed_here_is_read_here() {
    let files = BTreeMap::from([("a.md".to_owned(), b"A".to_vec()), ("b/\u{4f60}.png".to_owned(), vec![0; 9])]);
    assert_eq!(Folder::read(&pack(&files).unwrap()).unwrap().files, files);
}
