package prefs_test

import (
	"errors"
	"testing"

	"karuna/ui/prefs"
)

func TestFindPlaces(t *testing.T) {
	type vars map[string]string
	check := func(goos string, env vars, config, data, state, cache string) {
		t.Helper()
		got, err := prefs.FindPlaces(func(k string) string { return env[k] }, goos)
		if got.Config != config || got.Data != data || got.State != state || got.Cache != cache {
			t.Errorf("%s %v:\ngot  %+v", goos, env, got)
		}
		missing := config == "" || data == "" || state == "" || cache == ""
		if errors.Is(err, prefs.ErrNoHome) != missing {
			t.Errorf("%s %v: error %v", goos, env, err)
		}
	}
	check("linux", vars{"HOME": "/home/a"}, "/home/a/.config/karuna", "/home/a/.local/share/karuna", "/home/a/.local/state/karuna", "/home/a/.cache/karuna")
	check("freebsd", vars{"HOME": "/"}, "/.config/karuna", "/.local/share/karuna", "/.local/state/karuna", "/.cache/karuna")
	check("linux", vars{"HOME": "/home/a", "XDG_CONFIG_HOME": "/etc/x", "XDG_DATA_HOME": "relative"}, "/etc/x/karuna", "/home/a/.local/share/karuna", "/home/a/.local/state/karuna", "/home/a/.cache/karuna")
	check("linux", vars{"HOME": "/home/a", "KARUNA_HOME": "/k/", "XDG_CONFIG_HOME": "/etc/x"}, "/k/config", "/k/data", "/k/state", "/k/cache")
	check("linux", vars{"KARUNA_HOME": "here"}, "here/config", "here/data", "here/state", "here/cache")
	check("linux", vars{}, "", "", "", "")
	check("linux", vars{"XDG_CONFIG_HOME": "/x"}, "/x/karuna", "", "", "")
	check("linux", vars{"XDG_CONFIG_HOME": "/x", "XDG_DATA_HOME": "/x", "XDG_STATE_HOME": "/y", "XDG_CACHE_HOME": "/z"}, "/x/karuna", "/x/karuna", "/y/karuna", "/z/karuna")
	mac := "/Users/a/Library/Application Support/karuna"
	check("darwin", vars{"HOME": "/Users/a"}, mac, mac, mac+"/state", "/Users/a/Library/Caches/karuna")
	check("windows", vars{"APPDATA": `C:\R`, "LOCALAPPDATA": `C:\L`}, `C:\R\karuna`, `C:\L\karuna\data`, `C:\L\karuna\state`, `C:\L\karuna\cache`)
	check("windows", vars{"USERPROFILE": `C:\Users\a`}, `C:\Users\a\AppData\Roaming\karuna`, `C:\Users\a\AppData\Local\karuna\data`, `C:\Users\a\AppData\Local\karuna\state`, `C:\Users\a\AppData\Local\karuna\cache`)
	check("windows", vars{"HOME": "/home/a"}, "", "", "", "")
}

func TestPlacesBelow(t *testing.T) {
	p, err := prefs.FindPlaces(func(k string) string { return map[string]string{"KARUNA_HOME": "/k"}[k] }, "linux")
	if err != nil || p.ConfigFile != "/k/config/config.toml" || p.Journal != "/k/data/journal" || p.Scripts != "/k/data/scripts" {
		t.Errorf("got %+v, %v", p, err)
	}
}
