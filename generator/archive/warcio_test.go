package archive_test

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"glossator/generator/archive"
	"glossator/generator/fixture"
	"glossator/generator/needed"
)

// digests is a program for node that reads a WARC with the npm package warcio, computes every digest again, and prints
// how many there were and how many were wrong.
const digests = `
import fs from "fs";
import crypto from "crypto";
import { WARCParser } from "warcio";
let records = 0, wrong = 0;
for await (const r of new WARCParser(fs.createReadStream(process.argv[2]))) {
  await r.readFully(r.warcType === "response");
  const want = r.warcHeader("WARC-Payload-Digest");
  if (!want) continue;
  records++;
  if (want !== "sha256:" + crypto.createHash("sha256").update(r.payload).digest("hex")) wrong++;
}
console.log(records + " records, " + wrong + " wrong");
`

func TestWARCByWarcio(t *testing.T) {
	modules := filepath.Dir(needed.Module(t, "warcio"))
	var b bytes.Buffer
	if err := archive.WACZ(&b, metadata(), parts()[0].Files); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(folder, z); err != nil {
		t.Fatal(err)
	}
	script := save(t, "digests.mjs", []byte(digests))
	if err := os.Symlink(modules, filepath.Join(filepath.Dir(script), "node_modules")); err != nil {
		t.Fatal(err)
	}
	check := func(file string) string {
		out, err := exec.Command("node", script, file).CombinedOutput()
		if err != nil {
			return string(out) + err.Error()
		}
		return strings.TrimSpace(string(out))
	}
	warc := filepath.Join(folder, "archive/data.warc.gz")
	if got := check(warc); got != "6 records, 0 wrong" { // five files, and the home under its folder's address
		t.Errorf("warcio: %s", got)
	}
	damaged := fixture.Read(t, warc)
	damaged[len(damaged)/2] ^= 0xff
	if got := check(save(t, "damaged.warc.gz", damaged)); strings.HasSuffix(got, "6 records, 0 wrong") {
		t.Error("warcio takes a damaged WARC for a sound one")
	}
}
