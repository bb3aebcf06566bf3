package dev.ingot.receiver.syslog;

import dev.ingot.wire.ByteSearch;

/// Reads what stands behind the priority of an RFC 3164 message, `Oct 11 22:14:15 host app[1234]:
/// text`, and of what devices make of it: every part may be missing.
///
/// There is nothing that this cannot read; in the end all of it is text. Not safe for several
/// threads at once.
final class Rfc3164 {
    private static final int LONGEST_TAG = 128;
    private static final byte[] FORWARDED = "Message forwarded from ".getBytes(Bytes.ASCII);
    private static final byte[] REPEATED = "message repeated ".getBytes(Bytes.ASCII);
    private static final byte[] LAST_REPEATED = "last message repeated ".getBytes(Bytes.ASCII);
    private static final String ADDRESS = ":.[]";
    private static final byte[] CEF = "CEF:".getBytes(Bytes.ASCII);
    private static final byte[] LEEF = "LEEF:".getBytes(Bytes.ASCII);

    private final Words words;
    private final Timestamps timestamps;

    Rfc3164(Words words, Timestamps timestamps) {
        this.words = words;
        this.timestamps = timestamps;
    }

    /// Fills the message.
    ///
    /// @return whether a time was found
    boolean read(byte[] in, int start, int end, long nowNanos, Message message) {
        int first = Bytes.skipBlanks(in, start, end);
        int at = Cisco.skipSequence(in, first, end);
        int behind = time(in, Cisco.skipMark(in, at, end), end, nowNanos);
        if (behind == Timestamps.NONE && timestamps.keyed(in, first, end) != Timestamps.NONE) {
            message.timeNanos = timestamps.nanos();
            message.text = first;
            return true;
        }
        if (behind == Timestamps.NONE) {
            int colon = Cisco.originEnd(in, at, end);
            int next = Bytes.skipBlanks(in, Math.min(colon + 1, end), end);
            behind = time(in, Cisco.skipMark(in, next, end), end, nowNanos);
            if (colon == at || behind == Timestamps.NONE) {
                tag(in, first, end, message);
                return false;
            }
            message.hostname = words.of(in, at, colon);
        }
        message.timeNanos = timestamps.nanos();
        int rest = Bytes.skipBlanks(in, behind, end);
        if (rest + 1 < end && in[rest] == ':') {
            tag(in, Bytes.skipBlanks(in, rest + 1, end), end, message);
        } else if (message.hostname != null) {
            tag(in, rest, end, message);
        } else {
            host(in, rest, end, message);
        }
        return true;
    }

    private int time(byte[] in, int at, int end, long nowNanos) {
        if (at >= end) {
            return Timestamps.NONE;
        }
        int behind =
                Digits.is(in[at])
                        ? numericTime(in, at, end, nowNanos)
                        : timestamps.bsd(in, at, end, nowNanos);
        boolean whole = behind == end || behind < 0 || in[behind] == ' ' || in[behind] == ':';
        return whole ? behind : Timestamps.NONE;
    }

    private int numericTime(byte[] in, int at, int end, long nowNanos) {
        int behind = timestamps.iso(in, at, end);
        if (behind == Timestamps.NONE) {
            behind = timestamps.yearFirst(in, at, end, nowNanos);
        }
        // Meraki puts the version of RFC 5424 before the seconds.
        boolean version = end - at > 2 && in[at] == '1' && in[at + 1] == ' ';
        return behind == Timestamps.NONE
                ? timestamps.epoch(in, version ? at + 2 : at, end)
                : behind;
    }

    private void host(byte[] in, int at, int end, Message message) {
        int hostEnd = Bytes.word(in, at, end);
        if (hostEnd == end) {
            // A word that nothing follows is the text: there is no message without one.
            tag(in, at, end, message);
            return;
        }
        if (Bytes.startsWith(in, at, end, FORWARDED)) {
            int host = at + FORWARDED.length;
            int colon = Cisco.originEnd(in, host, end);
            message.hostname = colon == host ? null : words.of(in, host, colon);
            tag(in, Bytes.skipBlanks(in, Math.min(colon + 1, end), end), end, message);
            return;
        }
        boolean list = in[hostEnd - 1] == ':' && ByteSearch.indexOf(in, ',', at, hostEnd) > at;
        if (!list
                && (isTag(in, at, hostEnd)
                        || !mayBeHost(in, at, hostEnd)
                        || Bytes.startsWith(in, at, end, REPEATED)
                        || Bytes.startsWith(in, at, end, LAST_REPEATED))) {
            tag(in, at, end, message);
            return;
        }
        if (hostEnd - at > 1 || in[at] != '-') {
            // An access point of UniFi lists its model, its address and its version.
            message.hostname = words.of(in, at, list ? hostEnd - 1 : hostEnd);
        }
        int rest = Bytes.skipBlanks(in, hostEnd, end);
        boolean colon = rest + 1 < end && in[rest] == ':' && in[rest + 1] == ' ';
        tag(in, colon ? rest + 2 : rest, end, message);
    }

    /// Whether a word is `app:`, `app[1234]:` or `app[1234]` and no host's name.
    private static boolean isTag(byte[] in, int start, int end) {
        if (in[end - 1] == ':') {
            return true;
        }
        return in[end - 1] == ']'
                && in[start] != '['
                && ByteSearch.indexOf(in, '[', start, end) > start;
    }

    /// Names have no colon, and IPv6 addresses nothing that is no address.
    private static boolean mayBeHost(byte[] in, int start, int end) {
        if (ByteSearch.indexOf(in, ':', start, end) < 0) {
            return true;
        }
        for (int at = start; at < end; at++) {
            if (Character.digit(in[at], 16) < 0 && ADDRESS.indexOf(in[at]) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether the text is an event in a format that names itself, as an app would.
    private static boolean isEvent(byte[] in, int at, int end) {
        return Bytes.startsWith(in, at, end, CEF) || Bytes.startsWith(in, at, end, LEEF);
    }

    /// Reads `app: text` and `app[1234]: text`; without a colon and a blank all of it is text.
    ///
    /// Where nothing follows the app, it is the text, too, as it is to the collector.
    private void tag(byte[] in, int start, int end, Message message) {
        if (start >= end) {
            return;
        }
        message.text = start;
        int limit = Math.min(end, start + LONGEST_TAG);
        int nameEnd = start;
        while (nameEnd < limit
                && (in[nameEnd] & 0xFF) > ' '
                && in[nameEnd] != ':'
                && in[nameEnd] != '[') {
            nameEnd++;
        }
        int at = nameEnd;
        if (at < limit && in[at] == '[') {
            at = ByteSearch.indexOf(in, ']', at, limit) + 1;
        }
        boolean colon = nameEnd > start && at >= nameEnd && at < end && in[at] == ':';
        boolean blank = at + 1 >= end || in[at + 1] == ' ';
        if (!colon || !(blank || isEvent(in, start, end))) {
            return;
        }
        message.appname = words.of(in, start, nameEnd);
        if (at - nameEnd > 2) {
            message.procId = words.of(in, nameEnd + 1, at - 1);
        }
        if (blank && at + 2 < end) {
            message.text = at + 2;
        }
    }
}
