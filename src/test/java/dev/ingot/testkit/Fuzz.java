package dev.ingot.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Damages good input at random, the same way in every build.
///
/// `-Dfuzz.seed=` does it another way, and `-Dfuzz.times=` makes a run that many times longer:
/// `make fuzz`. Used by one thread.
public final class Fuzz {
    private static final int MOST_DAMAGES = 4;

    private final long seed;
    private final Random random;
    private final byte[] telling;

    /// @param usualSeed where none is set
    /// @param telling characters that mean something in this input
    public Fuzz(long usualSeed, String telling) {
        this.seed = Long.getLong("fuzz.seed", usualSeed);
        this.random = new Random(seed);
        this.telling = telling.getBytes(ISO_8859_1);
    }

    /// How many rounds a run has that usually has so many.
    public long rounds(int usual) {
        return (long) usual * Long.getLong("fuzz.times", 1);
    }

    public Random random() {
        return random;
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// One of some good inputs, damaged in one to four places: a byte changed, the input cut, its
    /// beginning lost, a part repeated, or another input in the place of the rest.
    public byte[] damaged(List<byte[]> good) {
        byte[] bytes = oneOf(good).clone();
        for (int i = random.nextInt(MOST_DAMAGES); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = telling[random.nextInt(telling.length)];
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = Arrays.copyOfRange(bytes, at, bytes.length);
                case 4 -> bytes = joined(bytes, at, bytes, random.nextInt(bytes.length));
                default -> bytes = joined(bytes, at, oneOf(good), 0);
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, int end, byte[] second, int from) {
        byte[] all = Arrays.copyOf(first, end + second.length - from);
        System.arraycopy(second, from, all, end, second.length - from);
        return all;
    }

    /// How to see a failure again.
    @Override
    public String toString() {
        return "-Dfuzz.seed=" + seed;
    }
}
