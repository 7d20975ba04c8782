/// Room that nothing uses. The tool that splits the program lets the data of each part travel with that part only if all
/// of it, aligned anew, is no longer than it was; else all of it, 170 KB, stays in what every page loads. Nothing refers to
/// this, so it is in no part, and what it took is what alignment may take.
#[used]
static ROOM: [u8; 8192] = [1; 8192];
