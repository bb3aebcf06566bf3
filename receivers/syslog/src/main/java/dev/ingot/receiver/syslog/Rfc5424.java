package dev.ingot.receiver.syslog;

import org.jspecify.annotations.Nullable;

/// Reads what stands behind the priority of an RFC 5424 message: `1 2003-10-11T22:14:15.003Z host
/// app 1234 ID47 [id name="value"] text`.
///
/// Lengths are not checked, and what follows an error is kept as text. Not safe for several threads
/// at once.
final class Rfc5424 {
    private final Words words;
    private final Timestamps timestamps;
    private final StructuredData structuredData;

    private int at;
    private int tokenStart;

    Rfc5424(Text text, Words words, Timestamps timestamps) {
        this.words = words;
        this.timestamps = timestamps;
        this.structuredData = new StructuredData(text, words);
    }

    /// Whether a version stands at `start`, and behind it something that may be a time of the right
    /// form.
    static boolean begins(byte[] in, int start, int end) {
        int digits = Digits.skip(in, start, end);
        if (digits == start || digits - start > 3 || in[start] == '0') {
            return false;
        }
        if (digits + 1 >= end || in[digits] != ' ') {
            return false;
        }
        byte next = in[digits + 1];
        return next == '-'
                ? digits + 2 == end || in[digits + 2] == ' '
                : digits + 5 < end && Digits.is(next) && in[digits + 5] == '-';
    }

    /// Fills the message; [Message#error] says where it broke off. To be called where [#begins].
    void read(byte[] in, int start, int end, Message message) {
        at = Digits.skip(in, start, end);
        message.version = Digits.number(in, start, at, 3);
        message.error = header(in, end, message);
        if (message.error == null) {
            message.error = rest(in, end, message);
        }
    }

    private @Nullable String header(byte[] in, int end, Message message) {
        if (!token(in, end)) {
            return "no timestamp";
        }
        if (!isNil(in)) {
            if (timestamps.iso(in, tokenStart, at) != at) {
                return "timestamp is not of the form `2003-10-11T22:14:15.003Z`";
            }
            message.timeNanos = timestamps.nanos();
        }
        if (!token(in, end)) {
            return "no hostname";
        }
        message.hostname = word(in);
        if (!token(in, end)) {
            return "no app name";
        }
        message.appname = word(in);
        if (!token(in, end)) {
            return "no process id";
        }
        message.procId = word(in);
        if (!token(in, end)) {
            return "no message id";
        }
        message.msgId = word(in);
        return null;
    }

    private @Nullable String rest(byte[] in, int end, Message message) {
        if (at + 1 >= end) {
            return "no structured data";
        }
        int dataStart = ++at;
        if (in[at] == '-') {
            at++;
        } else if (in[at] == '[') {
            message.structuredData = structuredData.read(in, at, end);
            at = structuredData.end();
        }
        boolean broken = at == dataStart || (at < end && in[at] != ' ');
        if (broken || (in[dataStart] == '[' && message.structuredData == null)) {
            message.structuredData = null;
            message.text = dataStart;
            return "structured data is neither `-` nor of the form `[id name=\"value\"]`";
        }
        if (at + 1 < end) {
            message.text = Bom.skip(in, at + 1, end);
        }
        return null;
    }

    /// Moves to the end of the next token; false where there is none.
    private boolean token(byte[] in, int end) {
        if (at + 1 >= end || in[at] != ' ' || in[at + 1] == ' ') {
            return false;
        }
        tokenStart = ++at;
        while (at < end && in[at] != ' ') {
            at++;
        }
        return true;
    }

    private boolean isNil(byte[] in) {
        return at - tokenStart == 1 && in[tokenStart] == '-';
    }

    private @Nullable String word(byte[] in) {
        return isNil(in) ? null : words.of(in, tokenStart, at);
    }
}
