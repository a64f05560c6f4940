package pulse

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jfreymuth/pulse/proto"
)

// address is a place a server may listen at.
type address struct{ network, at string }

var errNoServer = errors.New("no sound server (PulseAudio or PipeWire) is running")

// usable reports whether a server listens.
func usable(env func(string) string) error {
	conn, err := dial(context.Background(), env)
	if err != nil {
		return err
	}
	return conn.Close()
}

// Server asks the server what it is, such as "pulseaudio 16.1" or "PulseAudio (on
// PipeWire 0.3.65)", and which sink it plays to. It makes no stream.
func Server(env func(string) string) (name, sink string, err error) {
	s := &stream{dead: make(chan error, 1)}
	if err := s.connect(context.Background(), env); err != nil {
		return "", "", err
	}
	var r proto.GetServerInfoReply
	err = s.client.Request(&proto.GetServerInfo{}, &r)
	if err := errors.Join(err, s.wire.Close()); err != nil {
		return "", "", fmt.Errorf("ask the sound server what it is: %w", err)
	}
	name = r.PackageName
	if !strings.Contains(name, "PipeWire") { // which has its version in the name, and another beside it
		name = strings.TrimSpace(name + " " + r.PackageVersion)
	}
	return name, r.DefaultSinkName, nil
}

func dial(ctx context.Context, env func(string) string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, answer)
	defer cancel()
	var d net.Dialer
	var why error
	for _, a := range addresses(env) {
		conn, err := d.DialContext(ctx, a.network, a.at)
		if err == nil {
			return conn, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			why = err
		}
	}
	if why == nil {
		return nil, errNoServer
	}
	return nil, fmt.Errorf("%w: %w", errNoServer, why)
}

// addresses lists where to look, as libpulse does and the sockets of WSL too.
func addresses(env func(string) string) []address {
	if list := env("PULSE_SERVER"); list != "" {
		var out []address
		for _, s := range strings.Fields(list) {
			if a, ok := parseAddress(s); ok {
				out = append(out, a)
			}
		}
		return out
	}
	var out []address
	for _, p := range []struct{ dir, below string }{
		{env("PULSE_RUNTIME_PATH"), "native"},
		{env("XDG_RUNTIME_DIR"), "pulse/native"},
		{"/run/user/" + strconv.Itoa(os.Getuid()), "pulse/native"},
		{"/mnt/wslg", "PulseServer"},
	} {
		if p.dir != "" {
			out = append(out, address{"unix", filepath.Join(p.dir, p.below)})
		}
	}
	return out
}

// parseAddress reads one server string: {machine}address, where the address is
// a path, unix:PATH, tcp:HOST[:PORT], tcp4:, tcp6: or a bare host.
func parseAddress(s string) (address, bool) {
	if rest, braced := strings.CutPrefix(s, "{"); braced {
		_, after, closed := strings.Cut(rest, "}")
		if !closed {
			return address{}, false
		}
		s = after
	}
	if strings.HasPrefix(s, "/") {
		return address{"unix", s}, true
	}
	network, at, named := strings.Cut(s, ":")
	switch {
	case !named:
		network, at = "tcp", s
	case network == "unix":
		return address{"unix", at}, at != ""
	case network != "tcp" && network != "tcp4" && network != "tcp6":
		network, at = "tcp", s
	}
	if at == "" {
		return address{}, false
	}
	if _, _, err := net.SplitHostPort(at); err != nil {
		at = net.JoinHostPort(strings.Trim(at, "[]"), "4713")
	}
	return address{network, at}, true
}

// connect dials, starts the protocol and says who is calling.
func (s *stream) connect(ctx context.Context, env func(string) string) error {
	conn, err := dial(ctx, env)
	if err != nil {
		return err
	}
	s.wire = newWire(conn, s.die)
	s.client = &proto.Client{Callback: s.hear}
	s.client.SetTimeout(answer)
	s.client.Open(s.wire)
	if err := s.greet(env); err != nil {
		return errors.Join(err, s.wire.Close())
	}
	return nil
}

func (s *stream) greet(env func(string) string) error {
	var auth proto.AuthReply
	if err := s.client.Request(&proto.Auth{Version: s.client.Version(), Cookie: cookie(env)}, &auth); err != nil {
		return fmt.Errorf("the sound server refuses: %w", err)
	}
	s.client.SetVersion(auth.Version)
	var name proto.SetClientNameReply
	if err := s.client.Request(&proto.SetClientName{Props: proto.PropList{
		"application.name":       proto.PropListString("karuna"),
		"application.id":         proto.PropListString("karuna"),
		"application.icon_name":  proto.PropListString("audio-x-generic"),
		"application.process.id": proto.PropListString(strconv.Itoa(os.Getpid())),
	}}, &name); err != nil {
		return fmt.Errorf("tell the sound server our name: %w", err)
	}
	return nil
}

// cookie returns the shared secret, or zeros for a server that wants none.
func cookie(env func(string) string) []byte {
	config := env("XDG_CONFIG_HOME")
	if config == "" {
		config = filepath.Join(env("HOME"), ".config")
	}
	for _, path := range []string{
		env("PULSE_COOKIE"),
		filepath.Join(config, "pulse", "cookie"),
		filepath.Join(env("HOME"), ".pulse-cookie"),
	} {
		if path == "" {
			continue
		}
		if c, err := os.ReadFile(path); err == nil && len(c) == 256 {
			return c
		}
	}
	return make([]byte, 256)
}
