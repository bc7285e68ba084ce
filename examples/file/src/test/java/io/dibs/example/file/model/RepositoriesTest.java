package io.dibs.example.file.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoriesTest {
    private static final String A = "aa".repeat(32);
    private static final String B = "bb".repeat(32);

    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    private long repository;

    @BeforeEach
    void addRepository() throws Exception {
        repository = add("r");
    }

    @Test
    void aNameIsThereOnce() {
        assertThatThrownBy(() -> add("r")).isInstanceOf(RuntimeException.class);
        assertThat(database.repositories().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "..", "-a", "ü", "a\n"})
    void aNameThatNeedsQuotingIsRefused(String name) {
        assertThatThrownBy(() -> new Repository(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Repository("x".repeat(101))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void servesNothingBeforeItIsPublished() throws Exception {
        assertThat(database.repositories().named("r").orElseThrow().publication())
                .isEmpty();
    }

    @Test
    void servesWhatWasPublishedLast() throws Exception {
        assertThat(publish(0, A, 1)).isTrue();
        assertThat(publish(0, B, 2)).isTrue();
        assertThat(served()).isEqualTo(B);
    }

    @Test
    void ofTwoThatPublishAtATimeTheLaterStartWins() throws Exception {
        publish(0, B, 6);
        assertThat(publish(0, A, 5)).isFalse();
        assertThat(served()).isEqualTo(B);
    }

    @Test
    void aZombieDoesNotPublishOverALaterTask() throws Exception {
        database.transaction(() -> {
            database.fence().pass(repository, 9);
            return null;
        });
        assertThat(publish(0, A, 8)).isFalse();
        assertThat(publish(0, A, 10)).isTrue();
    }

    @Test
    void removingTakesTheVersionsAlong() throws Exception {
        long other = add("other");
        remove(5);
        assertThat(database.repositories().named("r")).isEmpty();
        assertThat(database.versions().count(repository)).isZero();
        assertThat(database.versions().count(other)).isEqualTo(1);
        remove(6);
    }

    @Test
    void aZombieDoesNotRemove() throws Exception {
        database.transaction(() -> {
            database.fence().pass(repository, 9);
            return null;
        });
        assertThatThrownBy(() -> remove(8)).isInstanceOf(FencedOffException.class);
        assertThat(database.versions().count(repository)).isEqualTo(1);
    }

    private long add(String name) throws Exception {
        return database.transaction(
                () -> database.repositories().add(new Repository(name)).id());
    }

    private void remove(long token) throws Exception {
        database.transaction(() -> {
            database.repositories().remove(repository, token);
            return null;
        });
    }

    private boolean publish(int version, String manifest, long token) throws Exception {
        return database.transaction(
                () -> database.repositories().publish(repository, new Publication(version, manifest, token)));
    }

    private String served() throws Exception {
        return database.transaction(() -> database.repositories().get(repository))
                .publication()
                .orElseThrow()
                .manifest();
    }
}
