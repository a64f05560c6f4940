// Package journal keeps the practice log on disk. It must never lose a sit.
//
// The log is a folder of JSON Lines files, one per device. A line once written
// is never changed: what a person alters later is a further line that names
// what it replaces. Every line ends in a checksum of itself.
//
//	DEVICE.jsonl             this device's records; nobody else appends here
//	DEVICE.spill-ULID.jsonl  what could not go there, one batch each
//	.lock                    taken while appending, never removed
//	.reserve                 256 KiB of real bytes, given back to a full disk
//	active/ULID.ckpt         (state folder) a sit that is going on, 4 KiB
//	active/.lock             (state folder) taken by Begin, End and Recover
//	device                   (state folder) this device's name
//
// # Records
//
// A record is one JSON object on one line: v (1), id (ULID), op, then the
// members of its kind, last "c", the CRC-32C of every byte before the comma in
// front of it, as eight hex digits. The kinds are sit, edit, remove, restore,
// rest, programme and import. An edit's set holds every field that differs
// from the sit as first written, so one edit read alone gives the whole value.
//
// What nobody replaced is a head. Of two edits that did not know of one
// another, each field takes the newest value that sets it, and the other
// values stay in Entry.Others. A sit is removed when all its heads are
// removals, so an edit by someone who had not seen the removal brings it back.
//
// # Promises
//
// What Append returned without an error is on the disk. Nothing written is
// overwritten or cut off, except by Forget. Damage costs its own line. Any
// number of processes may append at once. Every *.jsonl of the folder is read
// and one copy of each id is kept, so files may arrive by any sync, conflict
// copies included. What a newer version wrote is left alone and counted.
// Reading creates nothing. Files are 0600 and folders 0700, whatever the umask.
//
// # Left out
//
// The package owns no clock (it is given its times), counts no days (see
// practice), reads no foreign formats (see exchange) and makes no text safe
// for a terminal. Backups and other devices keep what Forget removes here.
package journal
