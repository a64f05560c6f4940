package audio

import (
	"runtime"

	"karuna/audio/device"
	"karuna/audio/device/oto"
	"karuna/audio/device/pipe"
	"karuna/audio/device/pulse"
)

// chosen returns the devices the configuration leaves to try, in order.
func chosen(cfg Config) []device.Device {
	all := cfg.Devices
	if all == nil {
		all = devices()
	}
	switch cfg.Device {
	case "none", "bel":
		return nil
	case "", "auto":
		return all
	}
	for _, d := range all {
		if d.Name == cfg.Device {
			return []device.Device{d}
		}
	}
	return nil
}

// devices returns the devices of this system in the order they are tried. A
// new one is a package and a row.
func devices() []device.Device {
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		return oto.Devices()
	}
	return append([]device.Device{pulse.Device()}, pipe.Devices()...)
}
