package io.dibs.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.dibs.TaskRefusedException;

/** Names of tasks that run jobs. */
class JobNameTest {
    @Test
    void a_task_has_the_name_of_its_job() {
        assertThat(JobName.ofTask("nightly-import.v2")).isEqualTo("job:nightly-import.v2");
        assertThat(JobName.isJob("job:nightly-import.v2")).isTrue();
        assertThat(JobName.job("job:nightly-import.v2")).isEqualTo("nightly-import.v2");
        assertThat(JobName.isJob("com.acme.Tasks#sync")).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ".", "../web", "a/b", "a..b", "a b", "a\\b"})
    void what_could_lead_elsewhere_is_no_name(String name) {
        assertThatThrownBy(() -> JobName.ofTask(name))
                .isInstanceOf(TaskRefusedException.class)
                .hasMessageContaining("is no name of a job");
    }
}
