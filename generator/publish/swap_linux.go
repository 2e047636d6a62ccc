package publish

import (
	"errors"

	"golang.org/x/sys/unix"
)

// exchange makes two names change places in one step.
func (w *place) exchange(a, b string) error {
	folder, err := w.Open(".")
	if err != nil {
		return err
	}
	defer folder.Close()
	fd := int(folder.Fd())
	err = unix.Renameat2(fd, a, fd, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) {
		return errors.ErrUnsupported
	}
	return err
}
