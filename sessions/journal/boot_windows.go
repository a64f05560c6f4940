package journal

import "os"

// bootID is unknown here: the process id alone decides.
func bootID() string { return "" }

func keepInPlace(*os.File) error { return nil }
