package io.dibs.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

import jakarta.json.bind.annotation.JsonbPropertyOrder;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldOrderTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                AttemptJson.class,
                AuditJson.class,
                AuditJson.Finding.class,
                BlockedJson.class,
                ClaimJson.class,
                LineJson.class,
                PageJson.class,
                ProgressJson.class,
                RetryJson.class,
                ScheduleJson.class,
                ScheduleJson.ScheduledTaskJson.class,
                ScheduleJson.TicksJson.class,
                StackJson.class,
                StatusJson.class,
                TaskJson.class,
                WaitingJson.class,
                WhyJson.class,
                WhyJson.EstimateJson.class,
                WhyJson.RootJson.class,
                WhyStepJson.class,
                WhyStepJson.BlockerJson.class,
                WhyStepJson.QueueJson.class,
                WhyStepJson.ResourceJson.class,
                WhyStepJson.SubjectJson.class,
                WorkerJson.class
            })
    void fields_are_written_in_the_order_of_the_record(Class<?> type) {
        assertThat(type.getAnnotation(JsonbPropertyOrder.class).value())
                .containsExactly(Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toArray(String[]::new));
    }
}
