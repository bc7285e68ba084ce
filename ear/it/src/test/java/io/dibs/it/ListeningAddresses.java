package io.dibs.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a process listens for TCP connections, as the Linux kernel tells; elsewhere nothing is known. */
final class ListeningAddresses {
    private static final String LISTEN = "0A";

    private ListeningAddresses() {}

    /** As {@code hexadecimal address:port}. */
    static List<String> of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        List<String> addresses = new ArrayList<>();
        if (!Files.exists(process)) {
            return addresses;
        }
        Set<String> sockets = sockets(process.resolve("fd"));
        for (String protocol : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(process.resolve("net").resolve(protocol))) {
                String[] fields = line.strip().split("\\s+");
                if (LISTEN.equals(fields[3]) && sockets.contains("socket:[" + fields[9] + "]")) {
                    addresses.add(fields[1]);
                }
            }
        }
        return addresses;
    }

    /** 127.0.0.1 and ::1, as the kernel writes them on a little-endian machine, the first also within IPv6. */
    static boolean isLoopback(String address) {
        return address.matches("(0100007F|0{16}FFFF00000100007F|0{24}01000000):.*");
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        Set<String> links = new HashSet<>();
        try (Stream<Path> files = Files.list(descriptors)) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    links.add(readLink(file));
                }
            }
        }
        return links;
    }

    private static String readLink(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            // Closed since the folder was listed.
            return "";
        }
    }
}
