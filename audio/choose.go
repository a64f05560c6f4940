package audio

import "karuna/audio/device"

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

// devices returns the devices of this system in the order they are tried.
func devices() []device.Device { return nil }
