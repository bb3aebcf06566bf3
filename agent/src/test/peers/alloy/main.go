// Formats a configuration of Grafana Alloy as `alloy fmt` does, by the library that Alloy reads it with. What cannot be read
// is said on standard error, and ends it with 1.
package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/grafana/alloy/syntax/parser"
	"github.com/grafana/alloy/syntax/printer"
)

func main() {
	text, err := format(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(text)
}

func format(name string) (string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return "", err
	}
	file, err := parser.ParseFile(name, text)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	err = printer.Fprint(&out, file)
	return out.String(), err
}
