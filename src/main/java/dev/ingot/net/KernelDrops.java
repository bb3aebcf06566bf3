package dev.ingot.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// How many datagrams the kernel dropped at the sockets of this process that are bound to an
/// address, from the last column of `/proc/net/udp` and `/proc/net/udp6`.
///
/// Stays 0 where there is no such table. Used by several threads at once.
final class KernelDrops {
    private static final List<Path> TABLES =
            List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Duration FRESH = Duration.ofSeconds(1);

    // Columns: sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ref pointer
    // drops.
    private static final int LOCAL = 1;
    private static final int INODE = 9;
    private static final int DROPS = 12;

    private final Set<String> inodes;
    private final Map<String, Long> drops = new HashMap<>();
    private long readAt;
    private boolean read;

    private KernelDrops(Set<String> inodes) {
        this.inodes = inodes;
    }

    /// Follows the sockets that are bound to `address` now.
    static KernelDrops of(InetSocketAddress address) {
        var inodes = new HashSet<String>();
        for (String[] row : rows(row -> isBoundTo(address, row[LOCAL]))) {
            inodes.add(row[INODE]);
        }
        inodes.retainAll(ownInodes());
        return new KernelDrops(inodes);
    }

    /// The sum over all sockets, not older than a second. What closed sockets had stays in it.
    synchronized long sum() {
        long now = System.nanoTime();
        if (!read || now - readAt > FRESH.toNanos()) {
            refresh();
            readAt = now;
            read = true;
        }
        return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Reads the table at once; the last chance is just before the sockets are closed.
    synchronized void refresh() {
        for (String[] row : rows(row -> inodes.contains(row[INODE]))) {
            drops.put(row[INODE], Long.parseLong(row[DROPS]));
        }
    }

    private static List<String[]> rows(Predicate<String[]> wanted) {
        var rows = new ArrayList<String[]>();
        for (Path table : TABLES) {
            try (var lines = Files.lines(table)) {
                lines.skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(row -> row.length > DROPS && wanted.test(row))
                        .forEach(rows::add);
            } catch (IOException | UncheckedIOException noSuchTable) {
                // Not Linux, or no IPv6.
            }
        }
        return rows;
    }

    /// The inodes of this process's sockets.
    private static Set<String> ownInodes() {
        var inodes = new HashSet<String>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                inodes.add(inode(descriptor));
            }
        } catch (IOException noSuchFolder) {
            // Not Linux.
        }
        return inodes;
    }

    /// From `socket:[4711]`.
    private static String inode(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().replaceAll("\\D", "");
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /// Compares with a table's `0100007F:07D3`: the address in words of the machine's byte order.
    static boolean isBoundTo(InetSocketAddress address, String local) {
        int colon = local.indexOf(':');
        if (address.getPort() != Integer.parseInt(local, colon + 1, local.length(), 16)) {
            return false;
        }
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(local, 0, colon));
        var bytes = ByteBuffer.allocate(words.remaining()).order(ByteOrder.nativeOrder());
        while (words.hasRemaining()) {
            bytes.putInt(words.getInt());
        }
        return Arrays.equals(mapped(address.getAddress().getAddress()), mapped(bytes.array()));
    }

    /// An address in 16 bytes, IPv4 as `::ffff:a.b.c.d`. Both wildcards are the IPv6 one.
    private static byte[] mapped(byte[] address) {
        byte[] full = new byte[16];
        boolean wildcard = Arrays.equals(address, new byte[address.length]);
        if (address.length == full.length) {
            return address;
        }
        if (!wildcard) {
            full[10] = (byte) 0xFF;
            full[11] = (byte) 0xFF;
            System.arraycopy(address, 0, full, 12, 4);
        }
        return full;
    }
}
