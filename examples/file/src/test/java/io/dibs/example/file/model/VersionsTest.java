package io.dibs.example.file.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.dibs.example.file.manifest.Entries;
import io.dibs.example.file.manifest.EntryFile;
import io.dibs.example.file.manifest.EntrySort;
import io.dibs.example.file.manifest.ManifestEntry;

class VersionsTest {
    private static final String A = "aa".repeat(32);
    private static final String B = "bb".repeat(32);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private final CountedProgress added = new CountedProgress();
    private final CountedProgress removed = new CountedProgress();
    private Runnable checkStopped = () -> {};
    private long repository;

    @TempDir
    Path folder;

    @BeforeEach
    void addRepository() throws Exception {
        repository = database.transaction(
                () -> database.repositories().add(new Repository("r")).id());
    }

    @Test
    void aRepositoryBeginsWithAnEmptyVersion() throws Exception {
        assertThat(latest()).isZero();
        assertThat(content(0)).isEmpty();
    }

    @Test
    void filesAreInTheNextVersionAndNotInTheOneBefore() throws Exception {
        assertThat(create(1, false, Map.of("x", A, "y", B))).contains(1);
        assertThat(latest()).isEqualTo(1);
        assertThat(content(0)).isEmpty();
        assertThat(content(1)).containsExactlyEntriesOf(new TreeMap<>(Map.of("x", A, "y", B)));
        assertThat(counts(1)).containsExactly(2, 2, 0);
        assertThat(added.done).isEqualTo(2);
    }

    @Test
    void nothingNewMakesNoVersion() throws Exception {
        create(1, false, Map.of("x", A, "y", B));
        assertThat(create(2, false, Map.of("x", A, "y", B))).isEmpty();
        assertThat(create(3, false, Map.of("x", A))).isEmpty();
        assertThat(create(4, true, Map.of("x", A, "y", B))).isEmpty();
        assertThat(create(5, false, Map.of())).isEmpty();
        assertThat(latest()).isEqualTo(1);
    }

    @Test
    void filesThatAreNotListedStay() throws Exception {
        create(1, false, Map.of("x", A));
        assertThat(create(2, false, Map.of("y", B))).contains(2);
        assertThat(content(2)).containsOnlyKeys("x", "y");
        assertThat(counts(2)).containsExactly(2, 1, 0);
    }

    @Test
    void aMirrorRemovesWhatIsNotListed() throws Exception {
        create(1, false, Map.of("x", A, "y", B));
        assertThat(create(2, true, Map.of("y", B, "z", A))).contains(2);
        assertThat(content(1)).containsOnlyKeys("x", "y");
        assertThat(content(2)).containsOnlyKeys("y", "z");
        assertThat(counts(2)).containsExactly(2, 1, 1);
        assertThat(removed.done).isEqualTo(1);
        assertThat(create(3, true, Map.of())).contains(3);
        assertThat(content(3)).isEmpty();
    }

    @Test
    void anotherFileAtTheSamePathTakesItsPlace() throws Exception {
        create(1, false, Map.of("x", A));
        create(2, false, Map.of("x", B));
        create(3, false, Map.of("x", A));
        assertThat(content(1)).containsEntry("x", A);
        assertThat(content(2)).containsExactlyEntriesOf(Map.of("x", B));
        assertThat(content(3)).containsExactlyEntriesOf(Map.of("x", A));
        assertThat(counts(3)).containsExactly(1, 1, 1);
    }

    @Test
    void manyFilesAreTakenInBatches() throws Exception {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 3456; i++) {
            many.put("file-" + i, A);
        }
        create(1, false, many);
        assertThat(content(1)).containsExactlyEntriesOf(many);
        many.keySet().removeIf(path -> path.endsWith("7"));
        many.replaceAll((path, digest) -> path.endsWith("5") ? B : digest);
        create(2, true, many);
        assertThat(content(2)).containsExactlyEntriesOf(many);
    }

    @Test
    void aVersionThatIsNotFinishedLeavesNothing() throws Exception {
        create(1, false, Map.of("x", A));
        checkStopped = () -> {
            throw new CancellationException();
        };
        assertThatThrownBy(() -> create(2, true, Map.of("y", B))).isInstanceOf(CancellationException.class);
        assertThat(latest()).isEqualTo(1);
        checkStopped = () -> {};
        assertThat(create(3, false, Map.of("z", B))).contains(2);
        assertThat(content(2)).containsOnlyKeys("x", "z");
    }

    @Test
    void aZombieIsRefusedAndChangesNothing() throws Exception {
        create(7, false, Map.of("x", A));
        assertThatThrownBy(() -> create(6, false, Map.of("y", B)))
                .isInstanceOf(FencedOffException.class)
                .hasMessageContaining("token 7")
                .hasMessageContaining("token 6");
        assertThat(latest()).isEqualTo(1);
        assertThat(content(1)).containsOnlyKeys("x");
        assertThat(database.versions().find(repository, 2)).isEmpty();
    }

    @Test
    void whoBeginsShutsOutWhoBeganBefore() throws Exception {
        pass(6);
        pass(7);
        assertThatThrownBy(() -> create(6, false, Map.of("y", B))).isInstanceOf(FencedOffException.class);
        assertThat(create(7, false, Map.of("y", B))).contains(1);
    }

    @Test
    void aRepositoryThatIsGoneSaysSo() {
        repository = 4711;
        assertThatThrownBy(() -> create(1, false, Map.of())).isInstanceOf(GoneException.class);
        assertThatThrownBy(() -> pass(1)).isInstanceOf(GoneException.class);
    }

    private void pass(long token) throws Exception {
        database.transaction(() -> {
            database.fence().pass(repository, token);
            return null;
        });
    }

    private Optional<Integer> create(long token, boolean mirror, Map<String, String> files) throws Exception {
        EntryFile entries = entries(files);
        var progress = new VersionProgress(added, () -> removed, () -> checkStopped.run());
        return database.transaction(() -> database.versions().create(repository, token, entries, mirror, progress))
                .map(RepositoryVersion::number);
    }

    private EntryFile entries(Map<String, String> files) throws IOException {
        EntrySort sort = new EntrySort(Files.createTempDirectory(folder, "sort"), EntrySort.BY_KEY);
        for (Map.Entry<String, String> file : files.entrySet()) {
            sort.add(new ManifestEntry(0, file.getKey(), file.getValue(), 1));
        }
        return sort.sorted();
    }

    private int latest() throws Exception {
        return database.transaction(
                () -> database.repositories().get(repository).latestVersion());
    }

    private Map<String, String> content(int version) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Entries all = database.contents().all(repository, version)) {
            for (ManifestEntry entry = all.next(); entry != null; entry = all.next()) {
                assertThat(files.put(entry.path(), entry.digest())).isNull();
            }
        }
        return files;
    }

    private List<Integer> counts(int number) {
        RepositoryVersion version = database.versions().find(repository, number).orElseThrow();
        return List.of((int) version.contentCount(), (int) version.addedCount(), (int) version.removedCount());
    }
}
