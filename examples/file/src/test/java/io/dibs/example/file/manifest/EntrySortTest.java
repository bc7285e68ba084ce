package io.dibs.example.file.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntrySortTest {
    private static final String DIGEST = "cd".repeat(32);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 639, 640, 641, 2000})
    void sortsHoweverManyRunsItTakes(int count) throws IOException {
        List<ManifestEntry> expected = entries(count);
        List<ManifestEntry> shuffled = new ArrayList<>(expected);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(sort(shuffled, EntrySort.BY_KEY))
                .isSortedAccordingTo(EntrySort.BY_KEY)
                .hasSize(count);
        assertThat(sort(shuffled, EntrySort.BY_PATH)).containsExactlyElementsOf(expected);
    }

    @Test
    void leavesOneFile() throws IOException {
        sort(entries(100), EntrySort.BY_KEY);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void keepsPathsThatHaveCommas() throws IOException {
        var entry = new ManifestEntry(3, "a,b, c", DIGEST, 17);
        assertThat(sort(List.of(entry), EntrySort.BY_KEY)).containsExactly(entry);
    }

    @Test
    void aPathThatIsListedTwiceIsRefusedWithBothLines() throws IOException {
        List<ManifestEntry> entries = new ArrayList<>(entries(50));
        entries.add(new ManifestEntry(99, "path-00012", DIGEST, 1));
        EntrySort sort = new EntrySort(folder, EntrySort.BY_KEY, 10);
        for (ManifestEntry entry : entries) {
            sort.add(entry);
        }
        EntryFile sorted = sort.sorted();
        assertThatThrownBy(() -> DuplicatePaths.refuse(sorted))
                .isInstanceOf(ManifestException.class)
                .hasMessage("Line 99 of the manifest: the path 'path-00012' is on line 13 already.");
    }

    @Test
    void noPathTwiceIsNoMatter() throws Exception {
        EntrySort sort = new EntrySort(folder, EntrySort.BY_KEY, 10);
        DuplicatePaths.refuse(sort.sorted());
        DuplicatePaths.refuse(file(entries(30)));
    }

    private EntryFile file(List<ManifestEntry> entries) throws IOException {
        EntrySort sort = new EntrySort(folder, EntrySort.BY_KEY, 10);
        for (ManifestEntry entry : entries) {
            sort.add(entry);
        }
        return sort.sorted();
    }

    private List<ManifestEntry> sort(List<ManifestEntry> entries, Comparator<ManifestEntry> order) throws IOException {
        EntrySort sort = new EntrySort(folder, order, 10);
        for (ManifestEntry entry : entries) {
            sort.add(entry);
        }
        List<ManifestEntry> result = new ArrayList<>();
        try (Entries sorted = sort.sorted().read()) {
            for (ManifestEntry entry = sorted.next(); entry != null; entry = sorted.next()) {
                result.add(entry);
            }
        }
        return result;
    }

    private static List<ManifestEntry> entries(int count) {
        List<ManifestEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new ManifestEntry(i + 1, String.format("path-%05d", i), DIGEST, i));
        }
        return entries;
    }
}
