package io.dibs.example.file.manifest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Several sorted files of entries, read as one. */
final class MergedEntries implements Entries {
    private final List<Entries> sources = new ArrayList<>();
    private final PriorityQueue<Head> heads;

    private record Head(ManifestEntry entry, Entries source) {}

    MergedEntries(List<EntryFile> files, Comparator<ManifestEntry> order) throws IOException {
        heads = new PriorityQueue<>(Comparator.comparing(Head::entry, order));
        try {
            for (EntryFile file : files) {
                Entries source = file.read();
                sources.add(source);
                push(source);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public ManifestEntry next() throws IOException {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        push(head.source);
        return head.entry;
    }

    private void push(Entries source) throws IOException {
        ManifestEntry entry = source.next();
        if (entry != null) {
            heads.add(new Head(entry, source));
        }
    }

    @Override
    public void close() throws IOException {
        for (Entries source : sources) {
            source.close();
        }
    }
}
