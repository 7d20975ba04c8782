//! Files for one task of the demonstration: two roast curves, drawn here, and what was tasted.

use atrium::{
    Result, boards, clock,
    database::Db,
    demo,
    files::{self, ByteStore, NewFile},
    identity,
    ids::AttachmentId,
    workspace,
};
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

const PROJECT: &str = "ROAST";
const TITLE: &str = "Roast curve for the winter espresso";
const NOTES: &str = "Winter espresso, third attempt\n\nAs espresso: dark cherry, cocoa, a long finish.\n\
    In milk: holds up now, caramel. The second attempt was flat here.\nNext: the same again with 2 kg less.\n";
const LOG: &str =
    "minute,bean temperature,gas\n0,186,80\n1,104,80\n3,131,80\n5,158,70\n7,181,60\n9,198,45\n11,211,30\n";

/// Attaches them, to a demonstration that was made just now.
pub async fn attach(db: &Db, store: &impl ByteStore) -> Result<()> {
    let caller = identity::find_person(db, demo::SIGN_INS[0]).await?;
    let actor = workspace::enter(db, &caller, demo::SLUG).await?;
    let board = boards::board(db, &actor, PROJECT, clock::now()).await?;
    let Some(task) = board.cards.iter().find(|card| card.title.starts_with(TITLE)) else { return Ok(()) };
    for (name, bytes) in [
        ("second attempt.png", curve(0.62)),
        ("third attempt.png", curve(0.5)),
        ("tasting notes.txt", NOTES.into()),
        ("batch log 2211.csv", LOG.into()),
    ] {
        let file = NewFile { id: AttachmentId::new(), name, bytes };
        files::attach(db, &actor, task.id, file, store).await?;
    }
    Ok(())
}

/// The temperature of a roast over its time: it falls when the beans come in, and rises the slower the later.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within the picture")]
fn curve(bend: f64) -> Vec<u8> {
    const WIDTH: u32 = 960;
    const HEIGHT: u32 = 640;
    let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([250, 247, 240]));
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        if x % 120 == 0 || y % 80 == 0 {
            *pixel = Rgb([228, 221, 208]);
        }
    }
    for x in 0..WIDTH * 4 {
        let time = f64::from(x) / f64::from(WIDTH * 4);
        let heat = 0.78 * (-time * 18.0).exp() + time.powf(bend) * 0.86 * (1.0 - (-time * 9.0).exp());
        let y = (f64::from(HEIGHT) * (0.95 - heat * 0.85)) as u32;
        for thick in 0..6 {
            let (x, y) = ((x / 4).min(WIDTH - 1), (y + thick).min(HEIGHT - 1));
            picture.put_pixel(x, y, Rgb([150, 62, 28]));
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    // A picture in memory takes what is written.
    drop(picture.write_to(&mut bytes, ImageFormat::Png));
    bytes.into_inner()
}
