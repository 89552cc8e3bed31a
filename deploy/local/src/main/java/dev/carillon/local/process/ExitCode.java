package dev.carillon.local.process;

/** What an exit code means. */
public final class ExitCode {

    private ExitCode() {}

    /** The code in words; shells report a process that signal n ended as 128 + n. */
    public static String describe(int code) {
        return code > 128 ? "killed by signal " + (code - 128) : "exit code " + code;
    }
}
