package io.dibs.batch;

import java.util.regex.Pattern;

import io.dibs.TaskRefusedException;

/** The name of a task that runs a job: {@code job:} and the name of the job's XML file without its ending. */
public final class JobName {
    private static final String PREFIX = "job:";
    private static final Pattern ALLOWED = Pattern.compile("[\\w-][\\w.-]{0,199}");

    private JobName() {}

    /** Whether a task of that name runs a job. */
    public static boolean isJob(String task) {
        return task.startsWith(PREFIX);
    }

    /**
     * The name of the task that runs a job.
     *
     * @throws TaskRefusedException if it is no name of a job's file
     */
    public static String ofTask(String job) {
        if (job == null || !ALLOWED.matcher(job).matches() || job.contains("..")) {
            throw new TaskRefusedException(
                    "'" + job + "' is no name of a job; it has 1 to 200 letters, digits, '.', '_'"
                            + " and '-', such as \"import\" for META-INF/batch-jobs/import.xml.");
        }
        return PREFIX + job;
    }

    /** The job that a task of that name runs. */
    public static String job(String task) {
        return task.substring(PREFIX.length());
    }
}
