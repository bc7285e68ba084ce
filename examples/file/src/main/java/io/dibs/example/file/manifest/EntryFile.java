package io.dibs.example.file.manifest;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of entries, written once and read as often as needed: what is too much for memory. */
public final class EntryFile {
    private final Path path;

    /** A file at this place; it need not exist yet. */
    public EntryFile(Path path) {
        this.path = path;
    }

    /** Writes it, over what was there. */
    public Writer write() throws IOException {
        return new Writer(Files.newBufferedWriter(path));
    }

    /** Reads it from its beginning. */
    public Entries read() throws IOException {
        var reader = Files.newBufferedReader(path);
        return new Entries() {
            @Override
            public ManifestEntry next() throws IOException {
                String line = reader.readLine();
                return line == null ? null : parse(line);
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private static ManifestEntry parse(String line) {
        int number = line.indexOf(',');
        int key = line.indexOf(',', number + 1);
        int size = line.lastIndexOf(',');
        int digest = line.lastIndexOf(',', size - 1);
        return new ManifestEntry(
                Long.parseLong(line.substring(0, number)),
                line.substring(key + 1, digest),
                line.substring(number + 1, key),
                line.substring(digest + 1, size),
                Long.parseLong(line.substring(size + 1)));
    }

    /** Appends entries to the file. */
    public static final class Writer implements Closeable {
        private final BufferedWriter out;

        private Writer(BufferedWriter out) {
            this.out = out;
        }

        /** Appends an entry. */
        public void write(ManifestEntry entry) throws IOException {
            out.write(Long.toString(entry.line()));
            out.write(',');
            out.write(entry.key());
            out.write(',');
            out.write(entry.text());
            out.write('\n');
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
