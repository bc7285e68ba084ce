package io.dibs.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

/** What is added to the definition of a job. */
class JobXmlTest {
    private static final String STEP_LISTENER = "<listener ref=\"io.dibs.batch.StepReports\"/>";
    private static final String JOB_LISTENER = "<listener ref=\"io.dibs.batch.JobEnd\"/>";

    private static String changed(String definition) throws IOException {
        return new String(JobXml.withListeners(definition.getBytes(StandardCharsets.UTF_8)), StandardCharsets.US_ASCII);
    }

    private static String job(String inside) {
        return "<job id=\"j\" xmlns=\"https://jakarta.ee/xml/ns/jakartaee\">" + inside + "</job>";
    }

    @Test
    void listeners_come_after_the_properties_and_before_the_work() throws IOException {
        assertThat(changed(job("<properties/><step id=\"a\"><properties/><batchlet ref=\"b\"/></step>")))
                .contains("<properties/><listeners>" + JOB_LISTENER + "</listeners><step id=\"a\">")
                .contains("<properties/><listeners>" + STEP_LISTENER + "</listeners><batchlet ref=\"b\"/>");
        assertThat(changed(job("<step id=\"a\"><batchlet ref=\"b\"/></step>")))
                .contains("<step id=\"a\"><listeners>" + STEP_LISTENER + "</listeners><batchlet ref=\"b\"/>");
    }

    @Test
    void listeners_that_are_there_stay_and_come_first() throws IOException {
        assertThat(changed(job("<listeners><listener ref=\"own\"/></listeners><step id=\"a\"/>")))
                .contains("<listeners><listener ref=\"own\"/>" + JOB_LISTENER + "</listeners>");
    }

    @Test
    void steps_within_splits_and_flows_are_listened_to() throws IOException {
        String step = "<step id=\"a\"><batchlet ref=\"b\"/></step>";
        assertThat(changed(job("<split id=\"s\"><flow id=\"f\">" + step + "</flow></split>")))
                .contains("<flow id=\"f\"><step id=\"a\"><listeners>" + STEP_LISTENER);
    }

    @Test
    void elements_keep_their_prefix_and_other_alphabets_survive() throws IOException {
        assertThat(changed(
                        "<b:job id=\"j\" xmlns:b=\"https://jakarta.ee/xml/ns/jakartaee\"><b:step id=\"ä\"/></b:job>"))
                .contains("<b:step id=\"&#228;\"><b:listeners><b:listener ref=");
    }

    @Test
    void a_definition_with_a_doctype_is_refused() {
        assertThatIOException()
                .isThrownBy(() -> changed("<!DOCTYPE job [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>" + job("&e;")))
                .withMessageContaining("DOCTYPE");
    }
}
