// Shows what the OpenTelemetry Collector's syslog receiver makes of messages: its parsers are those of the module below, and the
// attributes are named, the severities numbered and the years chosen as it does. Reads a message a line and writes a JSON object
// for each, or `-` where neither of its two protocols reads the message.
//
// The answers are recorded beside the tests' messages. After a change to them:
//
//	go mod init collector && go mod edit -require=github.com/leodido/go-syslog/v4@v4.5.0 && go build -mod=mod
//	for i in ../../resources/messages/*.txt; do ./collector <$i >${i%.txt}.collector; done
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/leodido/go-syslog/v4"
	"github.com/leodido/go-syslog/v4/rfc3164"
	"github.com/leodido/go-syslog/v4/rfc5424"
)

// When every message arrives.
var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

var severities = []struct {
	number int
	text   string
}{
	{21, "emerg"}, {19, "alert"}, {18, "crit"}, {17, "err"}, {13, "warning"}, {10, "notice"}, {9, "info"}, {5, "debug"},
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println(record(unescaped(lines.Text())))
	}
}

func unescaped(line string) string {
	line = strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(line)
	for at := strings.Index(line, `\u`); at >= 0; at = strings.Index(line, `\u`) {
		code, err := strconv.ParseInt(line[at+2:at+6], 16, 32)
		if err != nil {
			panic(err)
		}
		line = line[:at] + string(rune(code)) + line[at+6:]
	}
	return line
}

func record(message string) string {
	newer, err := rfc5424.NewMachine().Parse([]byte(message))
	if err == nil && newer != nil {
		read := newer.(*rfc5424.SyslogMessage)
		attributes := common(read.Base)
		attributes["version"] = read.Version
		if read.StructuredData != nil {
			attributes["structured_data"] = *read.StructuredData
		}
		return shown(read.Base, attributes)
	}
	older, err := rfc3164.NewMachine(rfc3164.WithLocaleTimezone(time.UTC)).Parse([]byte(message))
	if err == nil && older != nil {
		read := older.(*rfc3164.SyslogMessage)
		return shown(read.Base, common(read.Base))
	}
	return "-"
}

func common(read syslog.Base) map[string]any {
	attributes := map[string]any{}
	for name, value := range map[string]*string{
		"appname": read.Appname, "facility_text": read.FacilityLevel(), "hostname": read.Hostname, "message": read.Message,
		"msg_id": read.MsgID, "proc_id": read.ProcID,
	} {
		if value != nil {
			attributes[name] = *value
		}
	}
	attributes["facility"] = *read.Facility
	attributes["priority"] = *read.Priority
	return attributes
}

func shown(read syslog.Base, attributes map[string]any) string {
	severity := severities[*read.Severity]
	all := map[string]any{"severity": severity.number, "severity_text": severity.text, "attributes": attributes}
	if read.Timestamp != nil {
		all["time"] = dated(*read.Timestamp).UTC().Format(time.RFC3339Nano)
	}
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	if err := out.Encode(all); err != nil {
		panic(err)
	}
	return strings.TrimSpace(text.String())
}

// The year of a time without one is this one, or the last where it would be more than a week ahead.
func dated(read time.Time) time.Time {
	if read.Year() > 0 {
		return read
	}
	dated := read.AddDate(now.Year(), 0, 0)
	if dated.After(now.AddDate(0, 0, 7)) {
		dated = dated.AddDate(-1, 0, 0)
	}
	return dated
}
