package dev.ingot.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Wraps the older forms of private keys into PKCS#8 (RFC 5208), the only one that Java reads:
///
///     PrivateKeyInfo ::= SEQUENCE { version 0, SEQUENCE { algorithm, parameters }, OCTET STRING }
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int SEQUENCE = 0x30;

    /// `parameters [0]` of an ECPrivateKey (RFC 5915).
    private static final int EC_PARAMETERS = 0xA0;

    private static final byte[] VERSION = {INTEGER, 1, 0};

    /// rsaEncryption, with its parameters NULL.
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private Der() {}

    /// From an RSAPrivateKey (PKCS#1).
    static byte[] pkcs8OfRsa(byte[] key) {
        return pkcs8(RSA, key);
    }

    /// From an ECPrivateKey (SEC1), which names its curve in its optional third field.
    static byte[] pkcs8OfEc(byte[] key) throws IOException {
        try {
            ByteBuffer fields = content(ByteBuffer.wrap(key), SEQUENCE);
            content(fields, INTEGER);
            content(fields, OCTET_STRING);
            ByteBuffer curve = content(fields, EC_PARAMETERS);
            byte[] parameters = new byte[curve.remaining()];
            curve.get(parameters);
            if (parameters.length == 0 || parameters[0] != OBJECT_ID) {
                throw new IOException("the curve of the EC key has no name");
            }
            return pkcs8(concat(EC, parameters), key);
        } catch (IndexOutOfBoundsException | BufferUnderflowException cut) {
            throw new IOException("the EC key is cut short or does not name its curve");
        }
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        byte[] id = element(SEQUENCE, algorithm);
        return element(SEQUENCE, concat(VERSION, id, element(OCTET_STRING, key)));
    }

    /// The content of the next element, which must have this tag; moves behind it.
    private static ByteBuffer content(ByteBuffer from, int tag) throws IOException {
        if ((from.get() & 0xFF) != tag) {
            throw new IOException("the EC key is broken or does not name its curve");
        }
        int length = from.get() & 0xFF;
        if (length > 0x80 + 3) {
            throw new IOException("the EC key is broken");
        }
        if (length >= 0x80) {
            int digits = length - 0x80;
            length = 0;
            for (int i = 0; i < digits; i++) {
                length = (length << 8) | (from.get() & 0xFF);
            }
        }
        ByteBuffer content = from.slice(from.position(), length);
        from.position(from.position() + length);
        return content;
    }

    private static byte[] element(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int digits = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
        if (content.length >= 0x80) {
            out.write(0x80 + digits);
        }
        for (int i = Math.max(digits, 1) - 1; i >= 0; i--) {
            out.write(content.length >>> (8 * i));
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
