package dev.rheo.runtime.report;

import java.util.List;

/** Chooses the figures of a report by its kind of data. */
final class Figures {
    private Figures() {}

    static List<Figure> of(Pictures pictures) {
        if (pictures instanceof Pictures.Plane plane) {
            return new PlaneFigures(plane).all();
        }
        if (pictures instanceof Pictures.Images images) {
            return new ImageFigures(images).all();
        }
        if (pictures instanceof Pictures.Features features) {
            return new FeatureFigures(features).all();
        }
        return List.of();
    }
}
