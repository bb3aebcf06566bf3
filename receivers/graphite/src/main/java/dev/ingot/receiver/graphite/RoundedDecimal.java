package dev.ingot.receiver.graphite;

import java.math.BigInteger;

/// The double nearest to `digits * 10^exponent`, without allocation: Lemire's algorithm, "Number
/// parsing at a gigabyte per second" (2021), with 128-bit powers of five.
final class RoundedDecimal {
    /// The answer for what the table does not reach or cannot decide. No input yields this NaN.
    static final long UNDECIDED = 0x7FF8_0000_0000_0001L;

    private static final int SMALLEST = -64;
    private static final int LARGEST = 64;
    private static final int EXACT_POWERS = 22;
    private static final double[] POWERS_OF_TEN = new double[EXACT_POWERS + 1];
    private static final long[] HIGH = new long[LARGEST - SMALLEST + 1];
    private static final long[] LOW = new long[LARGEST - SMALLEST + 1];

    static {
        for (int i = 0; i <= EXACT_POWERS; i++) {
            POWERS_OF_TEN[i] = BigInteger.TEN.pow(i).doubleValue();
        }
        for (int exponent = SMALLEST; exponent <= LARGEST; exponent++) {
            BigInteger power = leading128Bits(exponent);
            HIGH[exponent - SMALLEST] = power.shiftRight(64).longValue();
            LOW[exponent - SMALLEST] = power.longValue();
        }
    }

    private RoundedDecimal() {}

    private static BigInteger leading128Bits(int exponent) {
        var power = BigInteger.valueOf(5).pow(Math.abs(exponent));
        if (exponent >= 0) {
            return power.shiftLeft(128).shiftRight(power.bitLength());
        }
        int shift = power.bitLength() + 127;
        BigInteger reciprocal = BigInteger.ONE.shiftLeft(shift).divide(power);
        // Below 5^-27 the algorithm's proof wants the value cut off, above it rounded up.
        return exponent >= -27 ? reciprocal.add(BigInteger.ONE) : reciprocal;
    }

    /// The bits of the double, or [#UNDECIDED].
    ///
    /// @param digits unsigned
    static long bits(long digits, int exponent) {
        if (digits >>> 53 == 0 && exponent >= -EXACT_POWERS && exponent <= EXACT_POWERS) {
            double exact = digits;
            return Double.doubleToRawLongBits(
                    exponent < 0
                            ? exact / POWERS_OF_TEN[-exponent]
                            : exact * POWERS_OF_TEN[exponent]);
        }
        if (digits == 0) {
            return 0;
        }
        if (exponent < SMALLEST || exponent > LARGEST) {
            return UNDECIDED;
        }
        return byTable(digits, exponent);
    }

    private static long byTable(long digits, int exponent) {
        int zeros = Long.numberOfLeadingZeros(digits);
        long normal = digits << zeros;
        long high = Math.unsignedMultiplyHigh(normal, HIGH[exponent - SMALLEST]);
        long low = normal * HIGH[exponent - SMALLEST];
        if ((high & 0x1FF) == 0x1FF) {
            long more = Math.unsignedMultiplyHigh(normal, LOW[exponent - SMALLEST]);
            low += more;
            if (Long.compareUnsigned(low, more) < 0) {
                high++;
            }
        }
        if (low == -1) {
            return UNDECIDED;
        }
        int upper = (int) (high >>> 63);
        int shift = upper + 9;
        long mantissa = high >>> shift;
        int power = ((217_706 * exponent) >> 16) + 63 + upper - zeros + 1023;
        boolean halfway =
                Long.compareUnsigned(low, 1) <= 0
                        && exponent >= -4
                        && exponent <= 23
                        && (mantissa & 3) == 1
                        && mantissa << shift == high;
        if (halfway) {
            mantissa &= ~1L;
        }
        mantissa = (mantissa + (mantissa & 1)) >>> 1;
        if (mantissa >>> 53 != 0) {
            mantissa >>>= 1;
            power++;
        }
        return ((long) power << 52) | (mantissa & 0xF_FFFF_FFFF_FFFFL);
    }
}
