package audio

// DeviceReport is what a person may know about a device.
type DeviceReport struct {
	Name   string
	Usable bool
	Why    string // what stands in the way, or ""
}

// Probe looks at every device of this system in the order they are tried. It
// starts no sound and no program; env is the environment. The terminal's bell
// is not among them: only main knows whether there is a terminal.
func Probe(env func(string) string) []DeviceReport {
	var out []DeviceReport
	for _, d := range devices() {
		r := DeviceReport{Name: d.Name, Usable: true}
		if err := d.Usable(env); err != nil {
			r.Usable, r.Why = false, err.Error()
		}
		out = append(out, r)
	}
	return out
}
