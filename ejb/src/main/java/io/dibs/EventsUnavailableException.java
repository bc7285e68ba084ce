package io.dibs;

/** Nobody more can be told of events here: as many listen as the settings allow, or the application is stopping. */
public class EventsUnavailableException extends DibsException {
    private static final long serialVersionUID = 1L;

    public EventsUnavailableException(String message) {
        super(message);
    }
}
