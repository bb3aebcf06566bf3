package dev.ingot.receiver.truenas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.config.Secret;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The agent's half of SCRAM-SHA-512. The exchanges were computed by another program, with the
/// `hashlib` and `hmac` of Python.
class ScramTest {
    private static final Secret KEY = Secret.of("7-pencil");
    private static final String NONCE = "rOprNGfwEbeRWgbNEkqO";
    private static final String JOINED = NONCE + "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final String SALT = "W22ZaJ0SNY7soEsUEjb6gQ==";

    private static Scram scram() {
        var scram = new Scram("user", KEY, new ScramKeys(), NONCE);
        assertThat(scram.first()).isEqualTo("n,,n=user:7,r=" + NONCE);
        return scram;
    }

    /// The nonces and the salt of RFC 7677, with SHA-512 and a number of rounds that TrueNAS takes.
    @Test
    void theExchangeOfTheStandard() throws Exception {
        Scram scram = scram();
        assertThat(scram.last("r=" + JOINED + ",s=" + SALT + ",i=50000"))
                .isEqualTo(
                        "c=biws,r="
                                + JOINED
                                + ",p=H1lJljOffD13sjQEKmdMHDNY68TG6OOXJsqzyIF0HVYlXpoFl2YZqSRS"
                                + "/PLF/XmgijZH03xU0ujOFvRxELbgtA==");
        String proof =
                "v=wDmmrtYWdXinCfYJK+285glr1Qz53uwU6Iyrckxj5y1QRQY9c0q8gSXJKqLrIe6wOqM+9qyQfCcWGLAA"
                        + "rayFiQ==";
        assertThat(scram.isProof(proof)).isTrue();
        assertThat(scram.isProof(proof.replace("wDmm", "wDmn"))).isFalse();
        assertThat(scram.isProof("")).isFalse();
        assertThat(scram.isProof("e=other-error")).isFalse();
    }

    /// TrueNAS joins the bytes of the nonces, so that the padding of the client's is not in the
    /// middle; and this is the number of rounds it has unless told otherwise.
    @Test
    void theExchangeOfTrueNas() throws Exception {
        String nonce = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        var scram = new Scram("metrics", Secret.of("12-" + "k".repeat(64)), new ScramKeys(), nonce);
        assertThat(scram.first()).isEqualTo("n,,n=metrics:12,r=" + nonce);
        String joined =
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7"
                        + "PD0+Pw==";
        assertThat(scram.last("r=" + joined + ",s=c2FsdCBvZiAxNiBieXRlcw==,i=500000"))
                .isEqualTo(
                        "c=biws,r="
                                + joined
                                + ",p="
                                + "ygXnC8W4sKTj1HEouTNqF5k2xodcCvG7ZOBToUUrO6CmYoZf1xbWRksR5szZ"
                                + "6uVALY8K36usnY4YwdIgKXIKQw==");
        assertThat(
                        scram.isProof(
                                "v="
                                        + "rSLXo9MKy1qYjbGaUT1QNyQ4H+2QCvQJobmCv9Q24b7LTV1LNC"
                                        + "DGje3kg7v6O5VS50Qyi/WlbSBfjM6Fh9Fx9w=="))
                .isTrue();
    }

    @Test
    void whatIsNoChallengeIsRefused() {
        for (String odd :
                List.of(
                        "",
                        "r=" + JOINED + ",s=" + SALT,
                        "m=ext,r=" + JOINED + ",s=" + SALT + ",i=50000",
                        "r=" + NONCE + ",s=" + SALT + ",i=50000",
                        "r=someone+else%hvYDpWUa2RaTCA,s=" + SALT + ",i=50000",
                        "r=" + JOINED + ",s=" + SALT + ",i=05000000",
                        "r=" + JOINED + ",s=" + SALT + ",i=99999999999",
                        "r=" + JOINED + ",s=?,i=50000")) {
            assertThatThrownBy(() -> scram().last(odd))
                    .as(odd)
                    .isInstanceOf(ApiException.Refused.class)
                    .hasMessageEndingWith("something that is no SCRAM challenge");
        }
        assertThatThrownBy(() -> scram().last("r=" + JOINED + ",s=W22Za,i=50000"))
                .hasMessage("cannot log in: the NAS's salt for SCRAM is no base64");
    }

    @Test
    void anUnreasonableNumberOfRoundsIsRefusedBeforeAnyWork() {
        for (String rounds : List.of("49999", "5000001")) {
            assertThatThrownBy(() -> scram().last("r=" + JOINED + ",s=" + SALT + ",i=" + rounds))
                    .hasMessage(
                            "cannot log in: the NAS wants %s rounds of SCRAM, expected 50000 to"
                                    + " 5000000",
                            rounds);
        }
    }

    @Test
    void anExtensionAtTheEndIsIgnored() throws Exception {
        assertThat(scram().last("r=" + JOINED + ",s=" + SALT + ",i=50000,x=y"))
                .startsWith("c=biws,r=" + JOINED + ",p=");
    }

    @Test
    void theKeysAreDerivedAgainOnlyWhereSomethingDiffers() {
        var keys = new ScramKeys();
        ScramKeys.Keys first = keys.of(Secret.of("secret"), "c2FsdA==", 50_000);
        assertThat(keys.of(Secret.of("secret"), "c2FsdA==", 50_000)).isSameAs(first);
        var proofs = new TreeSet<>(List.of(first.proof("")));
        assertThat(proofs.add(keys.of(Secret.of("other"), "c2FsdA==", 50_000).proof(""))).isTrue();
        assertThat(proofs.add(keys.of(Secret.of("other"), "b3RoZXI=", 50_000).proof(""))).isTrue();
        assertThat(proofs.add(keys.of(Secret.of("other"), "b3RoZXI=", 50_001).proof(""))).isTrue();
        assertThat(proofs.add(keys.of(Secret.of("secret"), "c2FsdA==", 50_000).proof("")))
                .isFalse();
    }

    @Test
    void everyLoginHasAnotherNonce() {
        var keys = new ScramKeys();
        String first = new Scram("user", KEY, keys).first();
        assertThat(first).matches("n,,n=user:7,r=[A-Za-z0-9+/]{43}=");
        assertThat(new Scram("user", KEY, keys).first()).isNotEqualTo(first);
    }

    @Test
    void whatCouldBeWrittenInTwoWaysIsNotSent() {
        assertThat(Scram.suits("metrics", KEY)).isTrue();
        assertThat(Scram.suits("NAS\\metrics", KEY)).isTrue();
        for (String name : List.of("", "a,b", "a=b", "a:b", "a b", "müller")) {
            assertThat(Scram.suits(name, KEY)).as(name).isFalse();
        }
        for (String key : List.of("", "pencil", "0-pencil", "x-pencil", "7-", "12345678901-x")) {
            assertThat(Scram.suits("metrics", Secret.of(key))).as(key).isFalse();
        }
    }
}
