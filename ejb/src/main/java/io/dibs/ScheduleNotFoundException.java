package io.dibs;

/** There is no schedule of that name. */
public class ScheduleNotFoundException extends DibsException {
    private static final long serialVersionUID = 1L;

    public ScheduleNotFoundException(String message) {
        super(message);
    }
}
