package dev.ingot.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Turns certificates and keys into what JSSE works with.
final class TlsMaterial {
    private static final char[] NO_PASSWORD = {};

    private TlsMaterial() {}

    /// What proves an identity.
    ///
    /// @throws IOException naming the option whose content is wrong
    static KeyManager[] identity(PemSource cert, byte[] certText, PemSource key, byte[] keyText)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = certificates(cert, certText);
        PrivateKey secret = privateKey(key, keyText);
        if (!belongs(secret, chain.getFirst())) {
            throw key.failure("it is not the key of the certificate");
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("own", secret, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        var factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    static List<X509Certificate> certificates(PemSource source, byte[] text) throws IOException {
        try {
            return Pem.certificates(text);
        } catch (IOException wrong) {
            throw source.failure(Listening.message(wrong));
        }
    }

    private static PrivateKey privateKey(PemSource source, byte[] text) throws IOException {
        try {
            return Pem.privateKey(text);
        } catch (IOException wrong) {
            throw source.failure(Listening.message(wrong));
        }
    }

    /// Whether the certificate confirms what the key signs.
    private static boolean belongs(PrivateKey key, X509Certificate certificate)
            throws GeneralSecurityException {
        String type = certificate.getPublicKey().getAlgorithm();
        if (!type.equals(key.getAlgorithm())) {
            return false;
        }
        Signature signature =
                Signature.getInstance(
                        switch (type) {
                            case "RSA" -> "SHA256withRSA";
                            case "EC" -> "SHA256withECDSA";
                            default -> type;
                        });
        byte[] sample = certificate.getSerialNumber().toByteArray();
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(sample);
        return signature.verify(signed);
    }

    /// Believes what these authorities have signed.
    static X509ExtendedTrustManager believing(List<X509Certificate> authorities)
            throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry(String.valueOf(store.size()), authority);
        }
        return believing(store);
    }

    /// Believes what a key store says; null is Java's own list.
    static X509ExtendedTrustManager believing(@Nullable KeyStore store)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager believer) {
                return believer;
            }
        }
        throw new GeneralSecurityException("this Java cannot check certificates");
    }

    /// Believes anyone; only for `insecure_skip_verify`.
    static X509ExtendedTrustManager gullible() {
        return new Gullible();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static final class Gullible extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
