package dev.rheo.runtime.report;

/** Phrases that captions share. */
final class Captions {
    private Captions() {}

    /** {@code 1 point lies}, {@code 12 points lie}. */
    static String points(int count) {
        return count == 1 ? "1 point lies" : Numbers.count(count) + " points lie";
    }

    /** A sentence on rows that are not finite, or nothing. */
    static String notFinite(String what, PointCloud cloud) {
        int lost = cloud.size() - cloud.finite().size();
        return lost == 0
                ? ""
                : " " + Numbers.count(lost) + " of " + Numbers.count(cloud.size()) + " " + what
                        + " are not finite and are left out.";
    }
}
