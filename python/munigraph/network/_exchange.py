"""What networks take from other tools and give to them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import igraph
    import networkx
    import pandas as pd
    import scipy.sparse

    from .._common.types import LabelsLike, MatrixLike
    from ._network import Network


class Exchange:
    """The part of :class:`Network` that other tools meet."""

    __slots__ = ()

    # --- from other tools -----------------------------------------------------------------------

    @classmethod
    def from_networkx(cls, graph: networkx.Graph, weight: str | None = "weight") -> Network:
        """A network from an undirected ``networkx.Graph`` or ``MultiGraph``.

        Nodes are ids (as text), their attributes columns of ``nodes``; an attribute ``id`` becomes
        ``id_attribute``. ``weight`` is the attribute of the edges: 1 each for None, or where no
        edge has a ``"weight"``. Edges of a multigraph are added up, loops left out. Raises
        ``ValueError`` for a directed graph, an attribute that some edges lack, or nodes that are
        the same as text.

        Examples
        --------
        >>> import munigraph as mg, networkx
        >>> mg.Network.from_networkx(networkx.path_graph(["Aa", "Bee", "Cee"])).edge_count
        2
        """
        from ._given import read_networkx

        return _from_graph(cls, read_networkx(graph, weight), "networkx")

    @classmethod
    def from_igraph(cls, graph: igraph.Graph, weight: str | None = "weight") -> Network:
        """A network from an undirected ``igraph.Graph``.

        The vertex attribute ``name`` is the id (else the number), ``label`` the name, others become
        columns of ``nodes``. Otherwise as :meth:`from_networkx`.

        Examples
        --------
        >>> import munigraph as mg, igraph
        >>> mg.Network.from_igraph(igraph.Graph.Ring(5)).node_count
        5
        """
        from ._given import read_igraph

        return _from_graph(cls, read_igraph(graph, weight), "igraph")

    @classmethod
    def from_scipy(
        cls,
        matrix: scipy.sparse.sparray | scipy.sparse.spmatrix | MatrixLike,
        *,
        nodes: pd.DataFrame | Sequence[str] | None = None,
    ) -> Network:
        """A network from a symmetric matrix of weights: SciPy's sparse ones, an array, a DataFrame.

        ``nodes`` is a DataFrame with ``id`` and attributes, or a list of ids, a row of the matrix
        each; by default the index of a DataFrame, else "0", "1", …. The diagonal is left out.
        Raises ``ValueError`` for a matrix that is not symmetric.

        Examples
        --------
        >>> import munigraph as mg
        >>> mg.Network.from_scipy([[0, 2], [2, 0]], nodes=["Aa", "Bee"]).total_weight
        2.0
        """
        import numpy as np

        from ._given import read_scipy

        given = matrix if hasattr(matrix, "shape") else np.asarray(matrix)
        return _from_graph(cls, read_scipy(given, nodes), "matrix")

    # --- to other tools -------------------------------------------------------------------------

    def to_scipy(self) -> scipy.sparse.csr_array:
        """The weighted adjacency matrix, symmetric (n×n).

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> network.to_scipy().shape
        (6, 6)
        """
        from ._export import to_scipy

        return to_scipy(self)  # type: ignore[arg-type]

    def to_networkx(self) -> networkx.Graph:
        """A ``networkx.Graph`` with ids as nodes, attributes, and ``weight`` on edges.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> network.to_networkx().number_of_edges()
        7
        """
        from ._export import to_networkx

        return to_networkx(self)  # type: ignore[arg-type]

    def to_igraph(self) -> igraph.Graph:
        """An ``igraph.Graph``, vertices in the order of ``nodes``, with ``name`` (the id),
        ``label`` (the name) and all other attributes; ``weight`` on edges.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> network.to_igraph().vcount()
        6
        """
        from ._export import to_igraph

        return to_igraph(self)  # type: ignore[arg-type]

    @property
    def memberships(self) -> pd.DataFrame:
        """``arrangement, participant`` (ids) and ``host`` (whether the arrangement is a star of
        this participant): a row per membership that is left after all filters, by arrangement.

        Empty for a network made from edges.
        """
        from ._two_mode import memberships

        return memberships(self)  # type: ignore[arg-type]

    @overload
    def incidence(self, labels: Literal[False] = False) -> scipy.sparse.csr_array: ...
    @overload
    def incidence(self, labels: Literal[True]) -> pd.DataFrame: ...
    def incidence(self, labels: bool = False) -> scipy.sparse.csr_array | pd.DataFrame:
        """Who is in what: the two-mode matrix, a row per node, a column per arrangement, 0 and 1.

        A ``scipy.sparse.csr_array`` (n × arrangements); with ``labels`` a DataFrame with the ids of
        both, such as ``network.incidence(labels=True).to_csv("two-mode.csv")`` writes. Raises
        ``ValueError`` for a network made from edges.

        Examples
        --------
        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> network.incidence(labels=True).loc["c"].tolist()
        [1, 0, 1]
        """
        from ._two_mode import incidence

        return incidence(self, labels)  # type: ignore[arg-type]

    def dyads(self, *, clustering: LabelsLike | None = None, tied: bool = False) -> pd.DataFrame:
        """A row for every unordered pair of nodes, untied ones included, for regressions elsewhere.

        Parameters
        ----------
        clustering
            Labels in any form (a ``Clustering``, by id, the name of a column).
        tied
            Only pairs with a tie.

        Returns
        -------
        pandas.DataFrame
            ``source, target`` (ids, in the order of ``nodes``), ``weight`` (0 without a tie),
            ``shared`` (arrangements that tie the pair, whether or not enough of them for a tie;
            missing if made from edges), ``same_province``, ``km`` (along the great circle) and
            ``same_cluster`` (missing where not known).

        Raises
        ------
        ValueError
            for more than 5 million rows (3,162 nodes), or labels that do not fit.

        Examples
        --------
        >>> import munigraph as mg
        >>> mg.Network.from_edges(["Aa"], ["Bee"], nodes=["Aa", "Bee", "Cee"]).dyads()["weight"]
        0    1.0
        1    0.0
        2    0.0
        Name: weight, dtype: float64
        """
        from ._two_mode import dyads

        return dyads(self, clustering, tied)  # type: ignore[arg-type]

    def write(
        self,
        path: str | os.PathLike[str],
        *,
        clustering: LabelsLike | None = None,
        bridges: pd.DataFrame | None = None,
        attributes: pd.DataFrame | Mapping[str, pd.Series] | Sequence[str] | None = None,
        plain: bool = False,
    ) -> list[Path]:
        """Write the network, with clusters and bridges, for Gephi, R, UCINET and others.

        Parameters
        ----------
        path
            The suffix decides: ``.graphml`` (Gephi, R, igraph, networkx), ``.gexf`` (Gephi),
            ``.gml``, ``.net`` (Pajek), ``.dl`` (UCINET) or ``.csv``.
        clustering
            Labels in any form; columns ``cluster`` and, of a ``Clustering``, ``cluster_name``.
        bridges
            The table of ``munigraph.bridges``; its columns become attributes of the nodes.
        attributes
            A DataFrame by id (index or column ``id``) or a dict of Series whose columns are added;
            or a list of the columns of ``nodes`` to write (all by default).
        plain
            Labels of ``.net`` and ``.dl`` in ASCII: accents left off, quotes as apostrophes, line
            breaks as spaces. By default what the format cannot hold is refused.

        Returns
        -------
        list of pathlib.Path
            The files that were written.

        Notes
        -----
        Pajek and UCINET hold numbers beside labels: attributes go to ``NAME.clu`` (clusters, from
        1) and ``NAME.COLUMN.vec``, or to ``NAME.attributes.dl``; of ``bridges`` its columns of
        numbers. A ``.csv`` holds the edges; beside it stand ``NAME.nodes.csv`` and, where there are
        memberships, ``NAME.two-mode.csv``. Ties of ``.dl`` are given in one direction. Two nodes of
        one name are told apart by their ids. Each file is written whole or not at all.

        Examples
        --------
        Clusters and bridges for Gephi, and for UCINET with names in plain letters:

        >>> import munigraph as mg
        >>> network = mg.Network.from_memberships(list("abcdefcd"), list("xxxyyyzz"))
        >>> clusters = mg.leiden(network)
        >>> table = mg.bridges(network, clusters)
        >>> [path.name for path in network.write("n.gexf", clustering=clusters, bridges=table)]
        ['n.gexf']
        >>> [path.name for path in network.write("n.dl", clustering=clusters, plain=True)]
        ['n.dl', 'n.attributes.dl']

        Raises
        ------
        DataError
            for a name or an attribute that the format cannot hold, with what and why.
        ValueError
            for an unknown suffix, or an attribute that is there twice.
        """
        from ._export import write

        return write(self, path, clustering, bridges, attributes, plain)  # type: ignore[arg-type]


def _from_graph(cls: Any, read: tuple[Any, Any, Any, pd.DataFrame], tool: str) -> Network:
    import numpy as np

    source, target, weight, table = read
    made: Network = cls.from_edges(
        np.asarray(source, dtype=np.int64), np.asarray(target, dtype=np.int64), weight, n=len(table)
    )
    return type(made)(
        made._core, construction={"version": 1, "made_from": "edges", "tool": tool}, nodes=table
    )
