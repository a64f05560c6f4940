// Package exchange brings sits in from other programs and takes them out
// again.
//
// Reading never gives up: a row that cannot be read is a Problem with line
// and column, and the others count. What was read is compared with what the
// journal has, into a Preview that a person can look at; Apply writes it as
// one batch, all or nothing. Doing it again adds nothing: rows equal in
// start, length and activity are one sit. Sits that overlap in time are named
// and kept, for only the person knows which is true. Rows under a minute are
// kept too; practice decides what makes a day.
//
// The lossless format is the journal's own lines, verbatim: exporting them
// and importing them elsewhere gives the same bytes. CSV is for spreadsheets;
// texts that a spreadsheet would take for a formula get a ' in front, and
// lose it on the way in.
//
// The package opens no files and asks no clock. It does not know other
// programs by name yet, only tables whose columns the person names. Texts
// are kept as they came, invalid UTF-8 replaced; making them safe for a
// terminal is the business of those who show them.
package exchange
