package prefs

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNoHome says that no home directory is known, so nothing can be kept.
var ErrNoHome = errors.New("no home directory: set HOME or KARUNA_HOME")

// Places says where karuna keeps things. Nothing is created here.
type Places struct {
	Config string // directory of the config file
	Data   string // journal and own scripts
	State  string // running sits, device identity
	Cache  string // may be emptied at any time

	ConfigFile string // Config/config.toml
	Journal    string // Data/journal
	Scripts    string // Data/scripts, the person's own
	Bells      string // Data/bells: NAME.toml, or a recording
	Ambience   string // Data/ambience: recordings
	Themes     string // Data/themes: NAME.toml
	Kept       string // Data/kept: what was being written when an editor was cut short
}

// FindPlaces computes the places from an environment (env returns "" for a
// variable that is not set) and an operating system named as in
// runtime.GOOS.
//
// KARUNA_HOME puts config, data, state and cache under one directory.
// Otherwise each absolute XDG_*_HOME counts, then the native place: dot
// directories under HOME, Library on macOS, AppData on Windows. When a place
// needs a home directory and there is none, that place is "", and the error is
// ErrNoHome; a cache can be done without.
func FindPlaces(env func(string) string, goos string) (Places, error) {
	s := system{env, goos}
	var p Places
	if home := env("KARUNA_HOME"); home != "" {
		p = Places{Config: s.join(home, "config"), Data: s.join(home, "data"), State: s.join(home, "state"), Cache: s.join(home, "cache")}
	} else {
		p = Places{
			Config: s.place("XDG_CONFIG_HOME", s.nativeConfig()),
			Data:   s.place("XDG_DATA_HOME", s.nativeData()),
			State:  s.place("XDG_STATE_HOME", s.nativeState()),
			Cache:  s.place("XDG_CACHE_HOME", s.nativeCache()),
		}
	}
	p.ConfigFile = s.join(p.Config, "config.toml")
	p.Journal = s.join(p.Data, "journal")
	p.Scripts = s.join(p.Data, "scripts")
	p.Bells = s.join(p.Data, "bells")
	p.Ambience = s.join(p.Data, "ambience")
	p.Themes = s.join(p.Data, "themes")
	p.Kept = s.join(p.Data, "kept")
	if p.Config == "" || p.Data == "" || p.State == "" {
		return p, fmt.Errorf("find the places of karuna: %w", ErrNoHome)
	}
	return p, nil
}

// system joins paths as the named operating system does, which need not be
// the one this runs on.
type system struct {
	env  func(string) string
	goos string
}

func (s system) place(variable, native string) string {
	if dir := s.env(variable); s.absolute(dir) {
		return s.join(dir, "karuna")
	}
	return native
}

func (s system) nativeConfig() string {
	switch s.goos {
	case "windows":
		return s.join(s.appData("APPDATA", "Roaming"), "karuna")
	case "darwin":
		return s.join(s.home(), "Library", "Application Support", "karuna")
	}
	return s.join(s.home(), ".config", "karuna")
}

func (s system) nativeData() string {
	switch s.goos {
	case "windows":
		return s.join(s.appData("LOCALAPPDATA", "Local"), "karuna", "data")
	case "darwin":
		return s.join(s.home(), "Library", "Application Support", "karuna")
	}
	return s.join(s.home(), ".local", "share", "karuna")
}

func (s system) nativeState() string {
	switch s.goos {
	case "windows":
		return s.join(s.appData("LOCALAPPDATA", "Local"), "karuna", "state")
	case "darwin":
		return s.join(s.home(), "Library", "Application Support", "karuna", "state")
	}
	return s.join(s.home(), ".local", "state", "karuna")
}

func (s system) nativeCache() string {
	switch s.goos {
	case "windows":
		return s.join(s.appData("LOCALAPPDATA", "Local"), "karuna", "cache")
	case "darwin":
		return s.join(s.home(), "Library", "Caches", "karuna")
	}
	return s.join(s.home(), ".cache", "karuna")
}

func (s system) appData(variable, name string) string {
	if dir := s.env(variable); s.absolute(dir) {
		return dir
	}
	return s.join(s.home(), "AppData", name)
}

func (s system) home() string {
	name := "HOME"
	if s.goos == "windows" {
		name = "USERPROFILE"
	}
	if dir := s.env(name); s.absolute(dir) {
		return dir
	}
	return ""
}

func (s system) absolute(dir string) bool {
	if s.goos != "windows" {
		return strings.HasPrefix(dir, "/")
	}
	drive := len(dir) > 2 && dir[1] == ':' && (dir[2] == '\\' || dir[2] == '/')
	return drive || strings.HasPrefix(dir, `\\`)
}

// join returns "" under a directory that is not known.
func (s system) join(dir string, names ...string) string {
	if dir == "" {
		return ""
	}
	slash := "/"
	if s.goos == "windows" {
		slash = `\`
	}
	root := strings.TrimRight(dir, slash)
	return root + slash + strings.Join(names, slash)
}
