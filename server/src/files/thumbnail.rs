//! A small picture of a picture, made when it is first asked for and kept beside it. What a file says of its size is
//! read first: one that would fill the memory is refused before anything is unpacked.

use super::{Files, path};
use atrium::{Error, Result, files::Content};
use bytes::Bytes;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder};
use object_store::{ObjectStoreExt, path::Path};
use std::io::Cursor;

/// Twice as wide as it is shown, for screens of fine pixels.
const EDGE: u32 = 480;
const MOST_BYTES: i64 = 40_000_000;
/// More than any camera of a phone has.
const MOST_EDGE: u32 = 16_384;
const MOST_PIXELS: u64 = 64_000_000;
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
const JPEG_QUALITY: u8 = 82;

const TOO_LARGE: &str = "This picture is too large to be made small. It can be downloaded.";
const BROKEN: &str = "This picture could not be read. It can be downloaded.";

impl Files {
    /// Its type and bytes.
    pub(super) async fn thumbnail(&self, content: &Content) -> Result<(&'static str, Bytes)> {
        if !content.kind.is_picture() {
            return Err(Error::NotFound);
        }
        let place = Path::from(format!("{}-small", path(content.place)));
        if let Some(kept) = self.kept(&place).await? {
            return Ok(kept);
        }
        if content.size > MOST_BYTES {
            return Err(Error::invalid("", TOO_LARGE));
        }
        let _turn = self.painter.acquire().await.map_err(Error::internal)?;
        // Who waited may find that it was made meanwhile.
        if let Some(kept) = self.kept(&place).await? {
            return Ok(kept);
        }
        let found = self.store.get(&path(content.place)).await.map_err(Error::internal)?;
        let bytes = found.bytes().await.map_err(Error::internal)?;
        let made = tokio::task::spawn_blocking(move || small(&bytes)).await.map_err(Error::internal)??;
        let made = Bytes::from(made);
        self.store.put(&place, made.clone().into()).await.map_err(Error::internal)?;
        Ok((kind_of(&made), made))
    }

    async fn kept(&self, place: &Path) -> Result<Option<(&'static str, Bytes)>> {
        match self.store.get(place).await {
            Ok(found) => {
                let bytes = found.bytes().await.map_err(Error::internal)?;
                Ok(Some((kind_of(&bytes), bytes)))
            }
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Error::internal(error)),
        }
    }
}

/// What [`small`] makes is one of two.
fn kind_of(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" }
}

fn small(bytes: &[u8]) -> Result<Vec<u8>> {
    let broken = |_| Error::invalid("", BROKEN);
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Error::invalid("", BROKEN))?;
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS || width > MOST_EDGE || height > MOST_EDGE || decoder.total_bytes() > MOST_MEMORY {
        return Err(Error::invalid("", TOO_LARGE));
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    decoder.set_limits(limits).map_err(|_| Error::invalid("", TOO_LARGE))?;
    // How the camera was held.
    let orientation = decoder.orientation().map_err(broken)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if width > EDGE || height > EDGE {
        picture = picture.thumbnail(EDGE, EDGE);
    }
    picture.apply_orientation(orientation);
    encode(&picture)
}

/// What can be seen through stays so.
fn encode(picture: &DynamicImage) -> Result<Vec<u8>> {
    let mut made = Cursor::new(Vec::new());
    if picture.color().has_alpha() {
        picture.to_rgba8().write_to(&mut made, ImageFormat::Png).map_err(Error::internal)?;
    } else {
        let encoder = JpegEncoder::new_with_quality(&mut made, JPEG_QUALITY);
        picture.to_rgb8().write_with_encoder(encoder).map_err(Error::internal)?;
    }
    Ok(made.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage, RgbaImage};

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut made = Cursor::new(Vec::new());
        picture.write_to(&mut made, ImageFormat::Png).unwrap();
        made.into_inner()
    }

    #[test]
    fn a_picture_gets_small_and_keeps_its_shape() {
        let large = DynamicImage::ImageRgb8(RgbImage::from_pixel(1_200, 600, Rgb([200, 80, 20])));
        let made = small(&png(&large)).unwrap();
        assert_eq!(kind_of(&made), "image/jpeg");
        let made = image::load_from_memory(&made).unwrap();
        assert_eq!((made.width(), made.height()), (480, 240));
        let see_through = DynamicImage::ImageRgba8(RgbaImage::new(10, 10));
        assert_eq!(kind_of(&small(&png(&see_through)).unwrap()), "image/png");
    }

    #[test]
    fn a_decompression_bomb_is_refused_by_what_it_says_of_itself() {
        let mut bomb = png(&DynamicImage::ImageRgb8(RgbImage::new(1, 1)));
        // The width and height in its header, and their checksum.
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let sum = crc(&bomb[12..29]).to_be_bytes();
        bomb[29..33].copy_from_slice(&sum);
        assert_eq!(small(&bomb), Err(Error::invalid("", TOO_LARGE)));
    }

    #[test]
    fn what_is_no_picture_is_no_failure_of_ours() {
        for bytes in [&b""[..], b"GIF89a", b"\x89PNG\r\n\x1a\n", b"GIF89a/*<script>*/", b"\xff\xd8\xff\xe0junk"] {
            assert!(matches!(small(bytes), Err(Error::Invalid { .. })));
        }
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(sum & 1)))
        })
    }
}
