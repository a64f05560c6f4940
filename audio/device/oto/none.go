//go:build !darwin && !windows

// Package oto is the device of macOS and Windows. It is empty here.
package oto

import "karuna/audio/device"

// Devices returns nothing on this system.
func Devices() []device.Device { return nil }
