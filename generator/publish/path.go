package publish

import (
	"fmt"

	"glossator/generator/portable"
)

// checkPath says why a path cannot be part of a site that opens on any disk.
func checkPath(name string) error {
	if portable.Fold(name) == ManifestName {
		return fmt.Errorf("%q is no path of a site: it is the manifest's", name)
	}
	if problem := portable.Problem(name); problem != "" {
		return fmt.Errorf("%q is no path of a site: %s", name, problem)
	}
	return nil
}
