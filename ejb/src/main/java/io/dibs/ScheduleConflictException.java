package io.dibs;

/** What was asked does not go together with the schedules that there are; nothing was changed. */
public class ScheduleConflictException extends DibsException {
    private static final long serialVersionUID = 1L;

    public ScheduleConflictException(String message) {
        super(message);
    }
}
