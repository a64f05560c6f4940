package decode

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
)

// mostInput is how large a file may be where Decoder does not say.
const mostInput = 512 << 20

// input is a file that is about to be decoded: it can be read from its start
// more than once, and its size is known.
type input struct {
	io.ReadSeeker
	start int64
	size  int64
	sum   string // SHA-256 of the content; "" where nothing is kept
	spool *os.File
}

// open makes an input of src. What cannot be read twice is copied to a file
// first.
func (d Decoder) open(ctx context.Context, src io.Reader) (*input, error) {
	most := d.Input
	if most == 0 {
		most = mostInput
	}
	in, err := seekable(src)
	if err != nil {
		return nil, err
	}
	if in == nil {
		if in, err = spool(ctx, src, most); err != nil {
			return nil, err
		}
	}
	switch {
	case in.size == 0:
		err = errors.New("it is empty")
	case in.size > most:
		err = tooLarge(most)
	case d.Cache != "":
		err = in.hash(ctx)
	}
	if err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

func tooLarge(most int64) error {
	return fmt.Errorf("it is larger than %d MiB", most>>20)
}

// seekable returns an input that reads src itself, or nil if it cannot.
func seekable(src io.Reader) (*input, error) {
	if f, ok := src.(*os.File); ok {
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			return nil, errors.New("it is a folder")
		}
		if !info.Mode().IsRegular() {
			return nil, nil
		}
	}
	s, ok := src.(io.ReadSeeker)
	if !ok {
		return nil, nil
	}
	start, err := s.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, err
	}
	end, err := s.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, err
	}
	in := &input{ReadSeeker: s, start: start, size: max(end-start, 0)}
	return in, in.rewind()
}

// spool copies src to a file without a name, or with one that close removes.
func spool(ctx context.Context, src io.Reader, most int64) (*input, error) {
	f, err := os.CreateTemp("", "karuna-*.audio")
	if err != nil {
		return nil, err
	}
	in := &input{ReadSeeker: f, spool: f}
	in.size, err = io.Copy(f, io.LimitReader(patient{ctx, src}, most+1))
	if err == nil {
		err = in.rewind()
	}
	if err != nil {
		in.close()
		return nil, err
	}
	return in, nil
}

func (in *input) rewind() error {
	_, err := in.Seek(in.start, io.SeekStart)
	return err
}

// hash reads the input once to know it again.
func (in *input) hash(ctx context.Context) error {
	h := sha256.New()
	if _, err := io.Copy(h, io.LimitReader(patient{ctx, in.ReadSeeker}, in.size)); err != nil {
		return err
	}
	in.sum = hex.EncodeToString(h.Sum(nil))
	return in.rewind()
}

// reader returns what the other process reads: the file itself where there is
// one, so that nothing has to be copied.
func (in *input) reader() io.Reader {
	if f, ok := in.ReadSeeker.(*os.File); ok {
		return f
	}
	return in.ReadSeeker
}

func (in *input) close() {
	if in.spool != nil {
		in.spool.Close()
		os.Remove(in.spool.Name())
	}
}

// patient is a reader that ends with its context.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, context.Cause(p.ctx)
	}
	return p.r.Read(b)
}
