/** All of a board but who is connected when, which is no secret and never the same twice. */
export const BOARD = `id revision cohort name phase suspendedReason onTable recordCode
  quorum { appointed present required met presidingLabel presidingIsActing }
  members { id label role voting present absenceReason }
  regulation { version blindAverages }
  agenda { id position phase attempt round productName producerName placeName dossierId criteriaSetCode recused
    submittedCount expectedCount
    seats { id label state attempt scored applicable total parts { code points } previousTotal reason }
    provisional { mean { sum count text } parts { code mean { text } } bandClass starClass
      minimums { stars criterion met mean { text } failingMembers } next { stars shortBy missingMinimums }
      deviation { spread limit exceeded highest lowest } why { vi en } obstacles { code message { vi en } } }
    myFindings { id state remark reason }
    findings { id code effect scope text { vi } remark reportedBy state reason }
    result { outcome starClass mean { sum count text } parts { code mean { text } } why { vi en } reason }
    reason fixList }`;

export const BOARD_QUERY = `query($id: ID!) { sessionBoard(sessionId: $id) { ${BOARD} } }`;
export const BOARD_FOLLOW = `subscription($id: ID!) { sessionBoard(sessionId: $id) { ${BOARD} } }`;

/** A board without its number: two boards that differ in nothing else are the same. */
export const plain = (board: object): string => JSON.stringify({ ...board, revision: 0 });
