//go:build !unix

package prefs

// othersCanWrite returns "": the directory's access list guards the file.
func othersCanWrite(string) string { return "" }
