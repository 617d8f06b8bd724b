"""Drawing the land: outlines from TopoJSON, cut at the edge of the map, thinned and written as a path."""

from tools.world_map import area, cut, land, path_of, rings, thinned

SQUARE = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0), (0.0, 0.0)]


def topology(arc: list[list[int]]) -> dict[str, object]:
    return {
        "transform": {"scale": [0.5, 0.5], "translate": [-10, 0]},
        "arcs": [arc],
        "objects": {"land": {"geometries": [{"arcs": [[[0]]]}]}},
    }


def test_rings_are_read_from_steps_and_arcs_can_run_backwards():
    steps = [[0, 0], [20, 0], [0, 20], [-20, -20]]
    forwards = topology(steps)
    backwards = {**forwards, "objects": {"land": {"geometries": [{"arcs": [[[~0]]]}]}}}

    assert rings(forwards) == [[(-10, 0), (0, 0), (0, 10), (-10, 0)]]
    assert rings(backwards) == [[(-10, 0), (0, 10), (0, 0), (-10, 0)]]


def test_a_ring_across_the_edge_of_the_map_is_cut_in_two():
    across = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0)]

    pieces = cut(across)

    assert sorted((min(x for x, _ in piece), max(x for x, _ in piece)) for piece in pieces) == [
        (-180, -170),
        (170, 180),
    ]
    assert [area(piece) for piece in pieces] == [100.0, 100.0]


def test_a_ring_inside_the_map_is_not_cut():
    assert len(cut(SQUARE)) == 1
    assert area(cut(SQUARE)[0]) == 10_000


def test_thinning_takes_points_that_do_not_show_and_keeps_corners():
    wavy = [*SQUARE[:1], (50.0, 0.01), *SQUARE[1:]]

    assert thinned(wavy) == SQUARE[:-1]


def test_a_path_is_relative_and_whole():
    assert path_of([(1.2, 2.4), (3.0, 2.4), (3.0, 0.0)]) == "M1 2l2 0 0-2z"


def test_land_drops_what_is_too_small_or_below_the_picture():
    assert land(topology([[0, 0], [20, 0], [0, 20], [-20, -20]])).count("M") == 1
    assert land(topology([[0, 0], [1, 0], [0, 1], [-1, -1]])) == ""
    assert land(topology([[0, -160], [20, 0], [0, 20], [-20, -20]])) == ""
