package io.dibs.example.file.manifest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts any number of entries in bounded memory: it sorts as many as it may hold, writes them to a file, a run, and
 * finally merges the runs. Not thread-safe.
 */
public final class EntrySort {
    /** By path key, as the database keeps them; the lines of a path that is there twice stay in order. */
    public static final Comparator<ManifestEntry> BY_KEY =
            Comparator.comparing(ManifestEntry::key).thenComparing(ManifestEntry::line);

    /** By path, as people read them. */
    public static final Comparator<ManifestEntry> BY_PATH =
            Comparator.comparing(ManifestEntry::path).thenComparing(ManifestEntry::line);

    private static final int RUN_LENGTH = 20_000;
    /** How many files are open at a time. */
    private static final int MAX_RUNS = 64;

    private final Path folder;
    private final Comparator<ManifestEntry> order;
    private final int runLength;
    private final List<ManifestEntry> held = new ArrayList<>();
    private List<EntryFile> runs = new ArrayList<>();
    private int files;

    /**
     * Prepares to sort.
     *
     * @param folder where the runs and the result are kept; whoever owns it removes them
     */
    public EntrySort(Path folder, Comparator<ManifestEntry> order) {
        this(folder, order, RUN_LENGTH);
    }

    EntrySort(Path folder, Comparator<ManifestEntry> order, int runLength) {
        this.folder = folder;
        this.order = order;
        this.runLength = runLength;
    }

    /** Takes an entry. */
    public void add(ManifestEntry entry) throws IOException {
        held.add(entry);
        if (held.size() == runLength) {
            spill();
        }
    }

    /** All entries that were added, in order. Called once, at the end. */
    public EntryFile sorted() throws IOException {
        spill();
        return runs.size() == 1 ? runs.get(0) : merged();
    }

    private void spill() throws IOException {
        held.sort(order);
        EntryFile run = nextFile();
        try (var out = run.write()) {
            for (ManifestEntry entry : held) {
                out.write(entry);
            }
        }
        held.clear();
        runs.add(run);
        if (runs.size() == MAX_RUNS) {
            runs = new ArrayList<>(List.of(merged()));
        }
    }

    private EntryFile merged() throws IOException {
        EntryFile result = nextFile();
        try (var all = new MergedEntries(runs, order);
                var out = result.write()) {
            for (ManifestEntry entry = all.next(); entry != null; entry = all.next()) {
                out.write(entry);
            }
        }
        for (EntryFile run : runs) {
            run.delete();
        }
        return result;
    }

    private EntryFile nextFile() {
        return new EntryFile(folder.resolve("sort-" + System.identityHashCode(this) + "-" + files++));
    }
}
