package journal

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// deviceName returns the name of this device's file, without ".jsonl". It is
// kept in the state folder with a hash of the machine; where the two do not
// fit, the folder came from elsewhere and a new name is made. Without a state
// folder the name follows from the machine alone. The caller holds j.mu.
func (j *Journal) deviceName() (string, error) {
	if j.device != "" {
		return j.device, nil
	}
	mark := machineMark(j.cfg.Machine)
	if j.cfg.State == "" {
		name, err := mintDevice(j.cfg.Host, mark)
		if err == nil {
			j.device = name
		}
		return name, err
	}
	path := filepath.Join(j.cfg.State, "device")
	b, rerr := os.ReadFile(path)
	if name, kept, _ := strings.Cut(strings.TrimSuffix(string(b), "\n"), "\n"); rerr == nil && kept == mark && sanitize(name) == name && name != "" {
		j.device = name
		return name, nil
	}
	name, err := mintDevice(j.cfg.Host, "")
	if err != nil {
		return "", err
	}
	if err := j.keepDevice(path, name+"\n"+mark+"\n"); err != nil {
		// The name must not change from run to run only because it cannot be
		// kept: every run would leave a file of its own.
		name, err = mintDevice(j.cfg.Host, mark)
		j.device = name
		return name, err
	}
	if rerr == nil {
		j.warn("this folder came from another machine; the journal goes on in a new file, " + name + ".jsonl")
	} else if !errors.Is(rerr, fs.ErrNotExist) {
		j.warn(fmt.Sprintf("the device name could not be read: %v", rerr))
	}
	j.device = name
	return name, nil
}

func (j *Journal) keepDevice(path, text string) error {
	if err := j.disk.makeDir(filepath.Dir(path)); err != nil {
		return err
	}
	temp := path + ".new"
	f, err := j.disk.open(temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC)
	if err != nil {
		return err
	}
	err = errors.Join(f.Chmod(0o600), j.disk.write(f, []byte(text)), j.disk.sync(f), f.Close())
	if err != nil {
		return err
	}
	if err := j.disk.rename(temp, path); err != nil {
		return err
	}
	return j.disk.syncDir(filepath.Dir(path))
}

// machineMark is a hash of the machine: enough to tell two apart, and nothing
// that names one.
func machineMark(machine string) string {
	h := sha256.Sum256([]byte("karuna journal device\x00" + machine))
	return hex.EncodeToString(h[:8])
}

// mintDevice makes a name of the host and six characters: random ones, or
// those of the mark.
func mintDevice(host, mark string) (string, error) {
	const letters = "0123456789abcdefghjkmnpqrstvwxyz"
	raw := make([]byte, 6)
	if mark != "" {
		copy(raw, mark)
	} else if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("make a device name: %w", err)
	}
	for i, b := range raw {
		raw[i] = letters[int(b)%len(letters)]
	}
	host = sanitize(strings.ToLower(host))
	if host == "" {
		host = "device"
	}
	return host + "-" + string(raw), nil
}

// sanitize keeps what is safe in a file name on every system.
func sanitize(s string) string {
	out := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-':
			return r
		}
		return -1
	}, s)
	return strings.TrimLeft(out[:min(len(out), 40)], "-")
}
