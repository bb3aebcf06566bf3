package dev.ingot.net;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// A TLS context that is made from PEM texts, and made again when their files change.
///
/// Used by several threads at once. The files are looked at when a connection needs the context and
/// the interval has passed, by that connection's thread. When the new files are no good, the old
/// content stays in use and one warning says why.
final class TlsContext {
    private final List<PemSource> sources;
    private final Duration interval;
    private final Maker maker;
    private final System.Logger log;

    private List<byte[]> texts;
    private long lookedAt = System.nanoTime();
    private String lastComplaint = "";
    private volatile Made made;

    /// Makes the material out of the texts of the sources, in their order; the text of a source
    /// that is not set is empty.
    interface Maker {
        Made make(List<byte[]> texts) throws IOException, GeneralSecurityException;
    }

    /// What was made.
    record Made(SSLContext context, X509TrustManager trust) {
        static Made of(KeyManager[] identity, X509TrustManager trust)
                throws GeneralSecurityException {
            var context = SSLContext.getInstance("TLS");
            context.init(identity, new TrustManager[] {trust}, null);
            return new Made(context, trust);
        }
    }

    /// @throws IOException `cannot read key_file /x/y.pem: no such file`
    TlsContext(List<PemSource> sources, Duration interval, Maker maker, System.Logger log)
            throws IOException {
        this.sources = sources;
        this.interval = interval;
        this.maker = maker;
        this.log = log;
        this.texts = texts();
        this.made = make(texts);
        warnOfReadableKeys();
    }

    /// The context for a new connection.
    SSLContext current() {
        if (interval.isPositive()) {
            lookAgain();
        }
        return made.context;
    }

    X509TrustManager trust() {
        return made.trust;
    }

    private synchronized void lookAgain() {
        long now = System.nanoTime();
        if (now - lookedAt < interval.toNanos()) {
            return;
        }
        lookedAt = now;
        try {
            List<byte[]> read = texts();
            if (!same(read, texts)) {
                texts = read;
                made = make(read);
                lastComplaint = "";
                log.log(Level.INFO, "read the changed TLS files");
            }
        } catch (IOException noGood) {
            String complaint = Listening.message(noGood);
            if (!complaint.equals(lastComplaint)) {
                log.log(Level.WARNING, complaint + "; what was read before stays in use");
            }
            lastComplaint = complaint;
        }
    }

    private List<byte[]> texts() throws IOException {
        var read = new ArrayList<byte[]>();
        for (PemSource source : sources) {
            read.add(source.read());
        }
        return read;
    }

    private Made make(List<byte[]> from) throws IOException {
        try {
            return maker.make(from);
        } catch (GeneralSecurityException wrong) {
            throw new IOException("cannot use the TLS files: " + Listening.message(wrong));
        }
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    private void warnOfReadableKeys() throws IOException {
        for (PemSource source : sources) {
            if (source.option().equals("key") && source.isWorldReadable()) {
                log.log(Level.WARNING, "everyone may read key_file " + source.file());
            }
        }
    }
}
